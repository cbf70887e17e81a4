/** Registers a tag unless it is: a page may load us twice. Without a DOM (on a server) it does nothing. */
export function define(tag: string, element: CustomElementConstructor): void {
  if (globalThis.customElements && !customElements.get(tag)) customElements.define(tag, element);
}
