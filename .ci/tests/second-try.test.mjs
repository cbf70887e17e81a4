import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { sayTo } from '../setup/say.mjs';
import { inLanes, nodeTests } from './runners.mjs';
import { secondTry, summarize } from './tally.mjs';

let folder;
let said;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'luneo-tries-'));
  said = '';
  sayTo({ write: (text) => (said += text) });
});
afterEach(() => {
  sayTo(process.stdout);
  rmSync(folder, { recursive: true, force: true });
});

const IMPORTS = `import { existsSync, writeFileSync } from 'node:fs'; import assert from 'node:assert'; import { after, describe, test } from 'node:test';
const mark = import.meta.url.slice(7) + '.mark'; const isFirst = !existsSync(mark); writeFileSync(mark, '');`;

/** Runs these files, by name, two at a time; with a second try unless `isStrict`. */
async function run(files, { isStrict = false } = {}) {
  const paths = Object.entries(files).map(([name, text]) => {
    const file = path.join(folder, `${name}.test.mjs`);
    writeFileSync(file, `${IMPORTS}\n${text}`);
    return file;
  });
  // A runner inside a runner would report to the outer one.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const group = nodeTests('group', paths, { env });
  const tallies = await inLanes([group], [group]);
  if (!isStrict) await secondTry(tallies);
  const code = summarize(tallies);
  return { code, last: said.trimEnd().split('\n').at(-1) };
}

const SOUND = "test('is sound', () => {});";
const CHANCE = "test('depends on chance', () => assert.ok(!isFirst, 'the first error'));";

test('a file that passes at the second try counts once, and is named with its first error', async () => {
  const { code, last } = await run({ sound: SOUND, chance: `${SOUND} ${CHANCE}` });
  assert.deepEqual([code, last], [0, '3 passed, 0 failed, 0 skipped']);
  const [, list] = said.split('\nPassed only at the second try');
  assert.match(list, /group: depends on chance {2}\(.*chance\.test\.mjs\)\n.*the first error/);
  assert.doesNotMatch(list, /is sound/);
});

test('a file that fails twice has failed', async () => {
  const { code, last } = await run({ broken: `${SOUND} test('is broken', () => assert.fail('always'));`, sound: SOUND });
  assert.deepEqual([code, last], [1, '2 passed, 1 failed, 0 skipped']);
  assert.doesNotMatch(said, /Passed only at the second try/);
});

test('another test that fails at the second try keeps the file failed', async () => {
  const { code, last } = await run({ other: `${CHANCE} test('fails later', () => assert.ok(isFirst));` });
  assert.deepEqual([code, last], [1, '1 passed, 1 failed, 0 skipped']);
});

test('a test that is left out at the second try has failed', async () => {
  const skipped = await run({ skipped: "test('goes away', { skip: !isFirst && 'not now' }, () => assert.fail('first'));" });
  assert.deepEqual([skipped.code, skipped.last], [1, '0 passed, 1 failed, 1 skipped']);
  const gone = await run({ gone: `${SOUND} if (isFirst) test('goes away', () => assert.fail('first'));` });
  assert.deepEqual([gone.code, gone.last], [1, '1 passed, 1 failed, 0 skipped']);
});

test('without a second try what failed has failed', async () => {
  const { code, last } = await run({ chance: CHANCE }, { isStrict: true });
  assert.deepEqual([code, last], [1, '0 passed, 1 failed, 0 skipped']);
});

test('a file that crashes, has no tests or fails in a hook has failed', async () => {
  const { code, last } = await run(
    {
      crash: "throw new Error('at the start');",
      empty: '',
      exits: `${SOUND} after(() => process.exit(3));`,
      hook: "describe('suite', () => { after(() => assert.fail('in the hook')); test('is sound', () => {}); });",
    },
    { isStrict: true },
  );
  assert.equal(code, 1);
  assert.match(last, /^\d passed, 4 failed, 0 skipped$/);
  for (const words of ['at the start', 'This file has no tests.', 'in the hook']) assert.ok(said.includes(words), words);
});

test('a suite that is left out is one skipped test, with its reason', async () => {
  const { code, last } = await run({ suite: `describe('suite', { skip: 'no such browser' }, () => { ${SOUND} });` });
  assert.deepEqual([code, last], [0, '0 passed, 0 failed, 1 skipped']);
  assert.match(said, /group: suite: no such browser/);
});

test('a crash that does not come back passes at the second try', async () => {
  const { code, last } = await run({ crash: `if (isFirst) process.exit(2); ${SOUND}` });
  assert.deepEqual([code, last], [0, '1 passed, 0 failed, 0 skipped']);
  assert.match(said, /Passed only at the second try/);
});

test('whoever comes last to a group that is done counts nothing twice', async () => {
  const file = path.join(folder, 'one.test.mjs');
  writeFileSync(file, `${IMPORTS}\n${SOUND}`);
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const group = nodeTests('group', [file], { env });
  await group.work();
  await group.work();
  assert.equal(said.match(/✓ group/g).length, 1);
  assert.equal(group.tally.passed, 1);
});

test('when many files fail none of them is run again', async () => {
  const { last } = await run(Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`chance-${n}`, CHANCE])));
  assert.equal(last, '0 passed, 11 failed, 0 skipped');
});
