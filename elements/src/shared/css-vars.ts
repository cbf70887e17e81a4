import { noChange } from 'lit';
import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';

/**
 * `<div ${cssVars({ '--_fill': '#c00' })}>`: sets properties through the CSSOM. Unlike a style attribute (and unlike Lit's
 * styleMap on its first render) this works under a Content-Security-Policy without 'unsafe-inline'.
 */
class CssVars extends Directive {
  /** Writing the same value again would cost the browser a new style. */
  #set = new Map<string, string>();

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('cssVars belongs in the opening tag');
  }

  render(_values: Readonly<Record<string, string | null>>): unknown {
    return noChange;
  }

  override update(part: ElementPart, [values]: [Readonly<Record<string, string | null>>]): unknown {
    const { style } = part.element as HTMLElement;
    for (const name of this.#set.keys()) {
      if (values[name] != null) continue;
      this.#set.delete(name);
      style.removeProperty(name);
    }
    for (const [name, value] of Object.entries(values)) {
      if (value == null || this.#set.get(name) === value) continue;
      this.#set.set(name, value);
      style.setProperty(name, value);
    }
    return noChange;
  }
}

export const cssVars = directive(CssVars);
