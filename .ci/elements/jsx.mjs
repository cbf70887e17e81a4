/** `luneo-ready` → `onluneo-ready`: how React 19 and Preact name the listener of a custom event. */
const listener = (event) => `on${event}`;

/** Attributes and listeners of the tags, for any JSX. */
export function jsxTypes(elements) {
  const names = elements.map(({ name, module }) => `import type { ${name} } from './${module}';`).join('\n');
  return `${names}

/** The events' types are those of \`HTMLElementEventMap\`. */
type Listener<Name extends keyof HTMLElementEventMap> = (event: HTMLElementEventMap[Name]) => void;

interface Common<Element> {
  id?: string;
  class?: string;
  className?: string;
  slot?: string;
  hidden?: boolean;
  lang?: string;
  dir?: 'ltr' | 'rtl' | 'auto';
  style?: unknown;
  key?: string | number | bigint | null;
  ref?: ((element: Element | null) => void) | { current: Element | null } | null;
  children?: unknown;
}

export interface LuneoElements {
${elements.map(tag).join('\n')}
}
`;
}

/** Makes the tags known to one library: React 19 and Preact set attributes and listeners of custom elements by themselves, so nothing has to wrap them. */
export function jsxModule(library) {
  return `import type { LuneoElements } from './jsx.js';

declare module '${library}' {
  namespace JSX {
    interface IntrinsicElements extends LuneoElements {}
  }
}
`;
}

/** That of the property, which JSX sets where there is one; what is no text may be given as the attribute's text, too. */
function typeOf({ fieldName, type }, element) {
  if (!fieldName) return 'string';
  return type.text.includes('string') ? `${element}['${fieldName}']` : `${element}['${fieldName}'] | string`;
}

function tag({ tagName, name, attributes, events = [] }) {
  const lines = [
    ...attributes.map((attribute) => `    /** ${attribute.description} */\n    '${attribute.name}'?: ${typeOf(attribute, name)};`),
    ...events.map((event) => `    /** ${event.description} */\n    '${listener(event.name)}'?: Listener<'${event.name}'>;`),
  ];
  return `  '${tagName}': Common<${name}> & {\n${lines.join('\n')}\n  };`;
}
