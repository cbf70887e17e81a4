import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { PROBLEMS } from '@luneo/sdk/contracts/problem.js';

const folder = new URL('errors/', import.meta.url);
const pages = readdirSync(folder).filter((name) => name !== 'README.md');

test('every problem code has a page with its status and title', () => {
  for (const [code, { status, title }] of Object.entries(PROBLEMS)) {
    assert.ok(pages.includes(`${code}.md`), `write docs-site/errors/${code}.md: what happened, and what to do`);
    const page = readFileSync(new URL(`${code}.md`, folder), 'utf8');
    assert.ok(page.startsWith(`# ${code}\n\n**${status} · ${title}**\n`), `${code}.md must begin with code, status and title`);
    assert.match(page, /## What to do\n\n- /, `${code}.md must say what to do, as a list`);
  }
});

test('no page describes a code that does not exist', () => {
  assert.deepEqual(
    pages.filter((name) => !(name.replace('.md', '') in PROBLEMS)),
    [],
    'remove the page, or add the code to sdk/src/contracts/problem.ts',
  );
});

test('the overview lists every code', () => {
  const overview = readFileSync(new URL('README.md', folder), 'utf8');
  for (const code of Object.keys(PROBLEMS)) assert.ok(overview.includes(`(${code}.md)`), `add ${code} to docs-site/errors/README.md`);
});
