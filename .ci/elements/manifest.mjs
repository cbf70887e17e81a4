/**
 * What editors, type checkers and language models know of the elements, made from the elements' own source: `npm run build`
 * writes it into `elements/dist`. The manifest is the Custom Elements Manifest 1.0; the other files are views of it.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { create, ts } from '@custom-elements-manifest/analyzer';
import { jsxModule, jsxTypes } from './jsx.mjs';
import { llmsText } from './llms.mjs';
import { vscodeCss, vscodeHtml } from './vscode.mjs';
import { webTypes } from './web-types.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCE = path.join(ROOT, 'elements', 'src');
const OUT = path.join(ROOT, 'elements', 'dist');

/** `api-url` → `apiUrl`: how the elements name the property of an attribute. */
const camel = (attribute) => attribute.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

/** Only what a page can use: no private members, names of modules as a page imports them, attributes tied to their properties. */
function tidy(declaration) {
  if (!declaration.tagName) return declaration;
  const members = (declaration.members ?? []).filter(({ privacy, name }) => privacy !== 'private' && !name.startsWith('#'));
  const property = (name) => members.find((member) => member.kind === 'field' && member.name === camel(name));
  const attributes = (declaration.attributes ?? []).map(({ name, description }) => {
    const field = property(name);
    if (field) Object.assign(field, { attribute: name, description: field.description ?? description });
    return { name, description, type: field?.type ?? { text: 'string' }, ...(field ? { fieldName: field.name } : {}) };
  });
  return { ...declaration, superclass: { name: 'HTMLElement' }, members, attributes };
}

const asModule = (file) => path.basename(file).replace(/\.ts$/, '.js');

/** The manifest of every `luneo-*.ts` of the package. */
export function manifest() {
  const files = readdirSync(SOURCE).filter((name) => /^luneo-[\w-]+\.ts$/.test(name) && !name.includes('.test.'));
  const modules = files.map((name) =>
    ts.createSourceFile(name, readFileSync(path.join(SOURCE, name), 'utf8'), ts.ScriptTarget.ES2022, true),
  );
  const made = create({ modules, plugins: [], context: { dev: false } });
  return {
    schemaVersion: '1.0.0',
    readme: 'README.md',
    modules: made.modules.map((one) => ({
      ...one,
      path: asModule(one.path),
      declarations: one.declarations.filter(({ tagName }) => tagName).map(tidy),
      exports: (one.exports ?? [])
        .filter(({ name }) =>
          one.declarations.some((declaration) => declaration.tagName && [declaration.name, declaration.tagName].includes(name)),
        )
        .map((entry) => ({ ...entry, declaration: { ...entry.declaration, module: asModule(one.path) } })),
    })),
  };
}

/** Every element of a manifest, with the module that defines it. */
export function elementsOf({ modules }) {
  return modules.flatMap((one) => one.declarations.map((declaration) => ({ ...declaration, module: one.path })));
}

/** Writes the manifest and its views into `folder`. */
export function write(folder = OUT) {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'elements', 'package.json'), 'utf8'));
  const made = manifest();
  const elements = elementsOf(made);
  const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries({
    'custom-elements.json': json(made),
    'web-types.json': json(webTypes(elements, version)),
    'vscode.html-custom-data.json': json(vscodeHtml(elements)),
    'vscode.css-custom-data.json': json(vscodeCss(elements)),
    'jsx.d.ts': jsxTypes(elements),
    'react.d.ts': jsxModule('react'),
    'preact.d.ts': jsxModule('preact'),
    'llms.txt': llmsText(elements, ROOT),
  }))
    writeFileSync(path.join(folder, name), text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) write();
