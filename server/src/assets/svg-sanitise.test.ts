import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sanitiseSvg } from './svg-sanitise.js';

const svg = (content: string, attributes = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"${attributes}>${content}</svg>`;

/** Twelve groups, each of which shows the one before ten times. */
const nested = (show: (id: string) => string): string =>
  `<g id="a0"><path d="M0 0h1"/></g>${Array.from({ length: 12 }, (_, n) => `<g id="a${n + 1}">${show(`a${n}`)}</g>`).join('')}`;

test('keeps what draws, and writing it again changes nothing', () => {
  const source = svg(
    '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs><g fill="url(#g)"><path d="M0 0h10"/><use href="#g"/></g>',
  );
  const clean = sanitiseSvg(source);
  assert.equal(clean, source);
  assert.equal(sanitiseSvg(clean), clean);
});

test('leaves out editors’ notes, comments and unknown attributes', () => {
  const clean = sanitiseSvg(
    `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- made by hand --><svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://i" viewBox="0 0 1 1"><metadata><rdf>x</rdf></metadata>
<inkscape:grid a="1"/><title>Hi</title><rect width="1" height="1" inkscape:label="L" data-x="y"/></svg>`,
  );
  assert.equal(clean, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>');
});

test('keeps a style sheet that only styles', () => {
  assert.match(sanitiseSvg(svg('<style>.a{fill:#f00}</style><path class="a" d="M0 0h1"/>')), /<style>\.a\{fill:#f00\}<\/style>/);
});

for (const [what, source] of [
  ['a script', svg('<script>alert(1)</script>')],
  ['a script in another case of prefix', svg('<svg:script xmlns:svg="http://www.w3.org/2000/svg">alert(1)</svg:script>')],
  ['a script in CDATA', svg('<script><![CDATA[alert(1)]]></script>')],
  ['a script inside metadata', svg('<metadata><script>1</script></metadata>')],
  ['an event handler', svg('<rect width="1" height="1" onclick="alert(1)"/>')],
  ['an event handler on the root', svg('', ' onload="alert(1)"')],
  ['foreign content', svg('<foreignObject><div>x</div></foreignObject>')],
  ['an outside image', svg('<image href="https://evil.example/x.png"/>')],
  ['an embedded picture', svg('<image href="data:image/png;base64,AAAA"/>')],
  ['an outside use', svg('<use xlink:href="https://evil.example/x.svg#a"/>')],
  ['a javascript link', svg('<a href="javascript:alert(1)"><rect width="1" height="1"/></a>')],
  ['a javascript use', svg('<use href=" javascript:alert(1)"/>')],
  ['an outside fill', svg('<rect fill="url(https://evil.example/#a)"/>')],
  ['an imported style', svg('<style>@import url(https://evil.example/a.css);</style>')],
  ['an outside style', svg('<rect style="fill:url(//evil.example/a)"/>')],
  ['an escaped outside style', svg('<rect style="fill:u\\72l(//evil.example/a)"/>')],
  ['entities', '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'],
  ['an unknown entity', svg('<title>&boom;</title>')],
  ['an animation', svg('<set attributeName="href" to="javascript:alert(1)"/>')],
  ['text', svg('<text>Hi</text>')],
  ['an unknown element', svg('<blink/>')],
  ['another root', '<html xmlns="http://www.w3.org/2000/svg"></html>'],
  ['another namespace', '<svg xmlns="http://www.w3.org/1999/xhtml"><path d="M0 0"/></svg>'],
  ['an open tag', '<svg xmlns="http://www.w3.org/2000/svg"><g>'],
  ['a second root', `${svg('')}${svg('')}`],
  ['too many copies', svg('<use href="#a"/>'.repeat(1_001))],
  ['copies of copies', svg(nested((id) => `<use href="#${id}"/>`.repeat(10)))],
  ['patterns in patterns', svg(nested((id) => `<path d="M0 0h1" fill="url(#${id})"/>`.repeat(10)))],
  ['a chain of copies', svg(Array.from({ length: 19_000 }, (_, n) => `<g id="a${n}" fill="url(#a${n + 1})"/>`).join(''))],
  ['a copy of itself', svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>')],
  ['too deep a tree', svg(`${'<g>'.repeat(100)}${'</g>'.repeat(100)}`)],
] as const)
  test(`refuses ${what}`, () => {
    assert.throws(() => sanitiseSvg(source), { name: 'SvgError' });
  });

test('reads long input in a time that grows with its length', () => {
  for (const filler of [' a="', '<', ' ', '&', '<!--', 'x='])
    assert.throws(() => sanitiseSvg(`<svg xmlns="http://www.w3.org/2000/svg"${filler.repeat(200_000)}`), { name: 'SvgError' });
});
