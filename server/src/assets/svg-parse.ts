/** An element of a parsed SVG; text children are strings. */
export interface SvgElement {
  name: string;
  attributes: Map<string, string>;
  children: (SvgElement | string)[];
}

/** Why a file is not an SVG that we take; the message is for the shopper. */
export class SvgError extends Error {
  override name = 'SvgError';
}

const MAX_ELEMENTS = 20_000;
const MAX_DEPTH = 64;
const NAME = /[A-Za-z_][\w.:-]*/y;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Strict XML without DTDs: no entity but the five of XML is ever expanded. Throws `SvgError`. */
export function parseSvg(source: string): SvgElement {
  const text = source.replace(/^\ufeff/, '');
  const root: SvgElement = { name: '#document', attributes: new Map(), children: [] };
  const open: SvgElement[] = [root];
  let at = 0;
  let count = 0;
  const skipTo = (end: string, what: string): string => {
    const stop = text.indexOf(end, at);
    if (stop < 0) throw new SvgError(`The SVG ends inside ${what}.`);
    const content = text.slice(at, stop);
    at = stop + end.length;
    return content;
  };
  while (at < text.length) {
    const parent = open.at(-1)!;
    if (text[at] !== '<') {
      const stop = text.indexOf('<', at);
      const content = text.slice(at, stop < 0 ? text.length : stop);
      if (content.trim() !== '' || parent !== root) parent.children.push(decode(content));
      at += content.length;
    } else if (text.startsWith('<!--', at)) skipTo('-->', 'a comment');
    else if (text.startsWith('<![CDATA[', at)) {
      at += 9;
      parent.children.push(skipTo(']]>', 'CDATA'));
    } else if (text.startsWith('<?', at)) skipTo('?>', 'an instruction');
    else if (text.startsWith('<!', at)) {
      if (skipTo('>', 'a declaration').includes('['))
        throw new SvgError('The SVG declares entities, which we do not accept. Export it as a plain SVG.');
    } else if (text.startsWith('</', at)) {
      at += 2;
      const name = skipTo('>', 'a tag').trim();
      if (open.length === 1 || open.pop()!.name !== name) throw new SvgError(`The SVG is damaged: </${name.slice(0, 40)}> closes nothing.`);
    } else {
      if (++count > MAX_ELEMENTS) throw new SvgError(`The SVG has more than ${MAX_ELEMENTS} elements. Simplify it.`);
      const { element, end, isEmpty } = readTag(text, at);
      at = end;
      parent.children.push(element);
      if (!isEmpty) open.push(element);
      if (open.length > MAX_DEPTH) throw new SvgError('The SVG is nested too deeply. Simplify it.');
    }
  }
  const elements = root.children.filter((child) => typeof child !== 'string');
  if (open.length !== 1 || elements.length !== 1 || root.children.length !== 1) throw new SvgError('The SVG is damaged or not complete.');
  return elements[0]!;
}

function readTag(text: string, start: number): { element: SvgElement; end: number; isEmpty: boolean } {
  NAME.lastIndex = start + 1;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) throw new SvgError('The SVG is damaged: a tag has no name.');
  const element: SvgElement = { name, attributes: new Map(), children: [] };
  const attribute = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
  let at = NAME.lastIndex;
  for (;;) {
    attribute.lastIndex = at;
    const match = attribute.exec(text);
    if (!match) break;
    if (element.attributes.has(match[1]!)) throw new SvgError(`The SVG is damaged: ${match[1]} is there twice.`);
    element.attributes.set(match[1]!, decode(match[2] ?? match[3] ?? ''));
    at = attribute.lastIndex;
  }
  const close = /\s*(\/?)>/y;
  close.lastIndex = at;
  const end = close.exec(text);
  if (!end) throw new SvgError(`The SVG is damaged near <${name.slice(0, 40)}.`);
  return { element, end: close.lastIndex, isEmpty: end[1] === '/' };
}

function decode(text: string): string {
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w+);/gi, (_whole, entity: string) => {
    const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : entity.startsWith('#') ? Number(entity.slice(1)) : null;
    if (code !== null) {
      if (code < 9 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
        throw new SvgError('The SVG has characters that are not allowed.');
      return String.fromCodePoint(code);
    }
    const known = ENTITIES[entity];
    if (known === undefined) throw new SvgError(`The SVG uses the entity &${entity.slice(0, 20)};, which we do not know.`);
    return known;
  });
}
