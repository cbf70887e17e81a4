import { noChange } from 'lit';
import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';

/**
 * `<div ${cssVars({ '--_fill': '#c00' })}>`: sets properties through the CSSOM. Unlike a style attribute (and unlike Lit's
 * styleMap on its first render) this works under a Content-Security-Policy without 'unsafe-inline'.
 */
class CssVars extends Directive {
  #set = new Set<string>();

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('cssVars belongs in the opening tag');
  }

  render(_values: Readonly<Record<string, string | null>>): unknown {
    return noChange;
  }

  override update(part: ElementPart, [values]: [Readonly<Record<string, string | null>>]): unknown {
    const { style } = part.element as HTMLElement;
    for (const name of this.#set) if (values[name] == null) style.removeProperty(name);
    this.#set.clear();
    for (const [name, value] of Object.entries(values)) {
      if (value == null) continue;
      this.#set.add(name);
      style.setProperty(name, value);
    }
    return noChange;
  }
}

export const cssVars = directive(CssVars);
