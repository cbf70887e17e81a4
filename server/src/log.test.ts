import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLog } from './log.js';
import { Problem } from './problem.js';

/** The line that is written of an error. */
async function lineOf(err: unknown): Promise<{ err: Record<string, unknown>; text: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'luneo-log-'));
  const file = join(folder, 'log');
  try {
    const log = createLog('info', 'test', file);
    log.warn({ err }, 'failed');
    await new Promise((done) => log.flush(done));
    const text = readFileSync(file, 'utf8');
    return { ...(JSON.parse(text) as { err: Record<string, unknown> }), text };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('an error is logged with its causes, but not with the address that a mail server quotes', async () => {
  const cause = Object.assign(new Error('all recipients were rejected: 550 5.1.1 <ada.löv+x@mail.exämple.com>: unknown'), {
    rejected: ['ada.löv+x@mail.exämple.com'],
  });
  const { err, text } = await lineOf(new Problem('invalid-request', 'The mail server refuses this recipient.', { cause }));
  assert.match(String(err['message']), /refuses this recipient.*550 5\.1\.1 <\[address\]>: unknown/);
  assert.match(String(err['stack']), /caused by: Error: all recipients.*\n +at .*log\.test/);
  assert.doesNotMatch(text, /löv|exämple/);
});

test('what an error carries for the caller, e.g. a whole design, is not logged', async () => {
  const { err, text } = await lineOf(new Problem('revision-stale', 'Merge.', { meta: { current: { name: 'For Jessica' } } }));
  assert.equal(err['code'], 'revision-stale');
  assert.doesNotMatch(text, /Jessica/);
});

test('of several connections that failed each is told', async () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
  const { err } = await lineOf(new AggregateError([refused]));
  const [inner] = err['aggregateErrors'] as Record<string, unknown>[];
  assert.deepEqual([inner!['code'], inner!['message']], ['ECONNREFUSED', refused.message]);
});
