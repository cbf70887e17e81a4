import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { command, ROOT, tail, tool } from './command.mjs';
import { step, Stop } from './say.mjs';

const STAMP = path.join(ROOT, 'node_modules', '.luneo', 'build.json');
const SKIPPED = new Set(['node_modules', 'dist', 'cdn', 'build']);

/** Every step of the build, in order: what it reads, what it makes, and the command. */
export const STEPS = [
  {
    id: 'packages',
    title: 'Compiling sdk, elements and server',
    inputs: ['tsconfig.json', 'tsconfig.base.json', 'sdk', 'elements', 'server', 'package-lock.json'],
    outputs: ['sdk/dist', 'elements/dist', 'server/dist', 'server/admin/build'],
    run: () => command(...tool('tsc', ['-b', '--pretty', 'false'])),
  },
  {
    id: 'cdn',
    title: 'Bundling the elements for the script tag',
    inputs: ['rollup.config.mjs', 'sdk/src', 'elements/src', 'package-lock.json'],
    outputs: ['elements/cdn/luneo.js'],
    run: () => command(...tool('rollup', ['-c', '--silent'])),
  },
  {
    id: 'manifest',
    title: 'Describing the elements for editors',
    inputs: ['.ci/elements', 'elements/src', 'elements/package.json', 'docs-site/guides', 'package-lock.json'],
    outputs: ['elements/dist/custom-elements.json', 'elements/dist/llms.txt'],
    run: () => command(process.execPath, [path.join(ROOT, '.ci', 'elements', 'manifest.mjs')]),
  },
  {
    id: 'admin',
    title: 'Bundling the staff page',
    inputs: ['server/admin', 'sdk/src', 'package-lock.json'],
    outputs: ['server/admin/dist/index.html', 'server/admin/dist/admin.js'],
    run: () => command(...tool('rollup', ['-c', 'server/admin/rollup.config.mjs', '--silent'])),
  },
];

function* files(entry) {
  const full = path.join(ROOT, entry);
  if (!existsSync(full)) return;
  let found;
  try {
    found = readdirSync(full, { withFileTypes: true });
  } catch {
    yield entry;
    return;
  }
  for (const item of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (item.isDirectory() && !SKIPPED.has(item.name)) yield* files(`${entry}/${item.name}`);
    else if (item.isFile() && /\.(ts|mjs|js|json|css|html|svg|md)$/.test(item.name) && !/\.(test|tsbuildinfo)\b/.test(item.name))
      yield `${entry}/${item.name}`;
  }
}

function digest(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs)
    for (const file of files(input))
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(path.join(ROOT, file)));
  return hash.digest('hex');
}

function stamps() {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'));
  } catch {
    return {};
  }
}

/** tsc trusts its build info even when the output is gone: without the output, the info goes too. */
function forgetLostOutputs() {
  for (const folder of ['sdk', 'elements', 'server', 'server/admin'])
    for (const [output, info] of [
      ['dist', 'tsconfig.tsbuildinfo'],
      ['build', 'tsconfig.tsbuildinfo'],
    ])
      if (!existsSync(path.join(ROOT, folder, output))) rmSync(path.join(ROOT, folder, info), { force: true });
}

/** Runs one step whatever its state, and remembers what it was made from. */
export async function runStep(one) {
  const now = digest(one.inputs);
  if (one.id === 'packages') forgetLostOutputs();
  const result = await one.run();
  if (result.code === 0) {
    mkdirSync(path.dirname(STAMP), { recursive: true });
    writeFileSync(STAMP, JSON.stringify({ ...stamps(), [one.id]: now }));
  }
  return result;
}

const isFresh = (one) => stamps()[one.id] === digest(one.inputs) && one.outputs.every((file) => existsSync(path.join(ROOT, file)));

/** Builds what is stale. Throws `Stop` with the compiler's words. */
export async function ensureBuilt() {
  for (const one of STEPS) {
    if (isFresh(one)) continue;
    await step(one.title, async () => {
      const result = await runStep(one);
      if (result.code !== 0) throw new Stop(`${one.title} failed:\n${tail(result.output, 40)}`);
    });
  }
}
