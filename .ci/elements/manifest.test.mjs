import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { command, ROOT, tool } from '../setup/command.mjs';
import { elementsOf, manifest, write } from './manifest.mjs';
import { vscodeCss, vscodeHtml } from './vscode.mjs';
import { webTypes } from './web-types.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'luneo-jsx-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const elements = elementsOf(manifest());
const customizer = elements.find(({ tagName }) => tagName === 'luneo-customizer');

test('every view names what the manifest names', () => {
  const [web] = webTypes(elements, '1.2.3').contributions.html.elements;
  const [tag] = vscodeHtml(elements).tags;
  const css = vscodeCss(elements);
  const names = (list) => list.map(({ name }) => name);
  assert.deepEqual(names(web.attributes), names(customizer.attributes));
  assert.deepEqual(names(tag.attributes), names(customizer.attributes));
  assert.deepEqual(names(web.js.events), names(customizer.events));
  assert.deepEqual(names(web.css.parts), names(customizer.cssParts));
  assert.deepEqual(names(css.properties), names(customizer.cssProperties));
  assert.deepEqual(
    names(css.pseudoElements),
    names(customizer.cssParts).map((name) => `::part(${name})`),
  );
  for (const { name, description } of [...customizer.attributes, ...customizer.events, ...customizer.slots, ...customizer.cssParts])
    assert.ok(description, `${name} has a description`);
});

test('the file for language models holds every name, and no link that leads nowhere', () => {
  write(folder);
  const text = readFileSync(path.join(folder, 'llms.txt'), 'utf8');
  for (const { name } of [...customizer.attributes, ...customizer.events, ...customizer.members])
    assert.ok(text.includes(`\`${name}\``), name);
  assert.doesNotMatch(text.replaceAll(/```[\s\S]*?```/g, ''), /\]\((?!https?:)/);
});

test('a React program may use the tag with its attributes and events, and is told of a wrong one', async () => {
  write(folder);
  mkdirSync(path.join(folder, 'node_modules', 'react'), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules', '@luneo'), path.join(folder, 'node_modules', '@luneo'));
  const put = (name, text) => writeFileSync(path.join(folder, name), text);
  put('luneo-customizer.d.ts', `export * from '@luneo/elements/luneo-customizer.js';`);
  put('node_modules/react/package.json', '{"name":"react","types":"index.d.ts"}');
  put(
    'node_modules/react/index.d.ts',
    'export namespace JSX { interface Element {} interface IntrinsicElements { div: object } }\nexport declare function createElement(...args: unknown[]): JSX.Element;',
  );
  put('node_modules/react/jsx-runtime.d.ts', `export { JSX } from 'react';\nexport declare function jsx(...args: unknown[]): unknown;`);
  const program = (attributes) => `import type {} from './react.js';\nexport const page = <luneo-customizer ${attributes} />;\n`;
  put('right.tsx', program('product="mug" onluneo-ready={({ detail }) => detail.document.sides}'));
  put('wrong.tsx', program('product={3} onluneo-ready={({ detail }) => detail.nothing}'));
  const options = { strict: true, noEmit: true, jsx: 'react-jsx', module: 'nodenext', target: 'es2022', types: [], lib: ['es2022', 'dom'] };
  const check = (file) => {
    put('tsconfig.json', JSON.stringify({ compilerOptions: { ...options, skipLibCheck: false }, files: [file] }));
    return command(...tool('tsc', ['-p', folder, '--pretty', 'false']));
  };
  const right = await check('right.tsx');
  assert.equal(right.code, 0, right.output);
  const wrong = await check('wrong.tsx');
  assert.match(wrong.output, /Type 'number' is not assignable to type 'string'/);
  assert.match(wrong.output, /Property 'nothing' does not exist/);
});
