import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/** `<div ${cssVars({ '--at': '40%' })}>`: sets properties through the CSSOM, which a policy without 'unsafe-inline' allows. */
class CssVars extends Directive {
  render(_values: Readonly<Record<string, string>>): unknown {
    return noChange;
  }

  override update(part: ElementPart, [values]: [Readonly<Record<string, string>>]): unknown {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(values)) style.setProperty(name, value);
    return noChange;
  }
}

export const cssVars = directive(CssVars);
