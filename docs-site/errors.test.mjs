import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { PROBLEMS } from '@luneo/sdk/contracts/problem.js';

const folder = new URL('errors/', import.meta.url);
const pages = readdirSync(folder).filter((name) => name !== 'README.md');

test('every problem code has a page with its status and title', () => {
  for (const [code, { status, title }] of Object.entries(PROBLEMS)) {
    const page = readFileSync(new URL(`${code}.md`, folder), 'utf8');
    assert.ok(page.startsWith(`# ${code}\n\n**${status} · ${title}**\n`), `${code}.md begins with code, status and title`);
    assert.match(page, /## What to do\n\n- /);
  }
});

test('no page describes a code that does not exist', () => {
  assert.deepEqual(
    pages.filter((name) => !(name.replace('.md', '') in PROBLEMS)),
    [],
  );
});

test('the overview lists every code', () => {
  const overview = readFileSync(new URL('README.md', folder), 'utf8');
  for (const code of Object.keys(PROBLEMS)) assert.ok(overview.includes(`(${code}.md)`), code);
});
