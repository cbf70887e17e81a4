import { FILE_ITSELF } from './tests/tally.mjs';

/** node:test reporter for `npm test`: one JSON line per finished test, which the caller counts and shows. */
export default async function* report(source) {
  const words = new Map();
  for await (const { type, data } of source) {
    if (type === 'test:stderr') words.set(data.file, ((words.get(data.file) ?? '') + data.message).slice(-4_000));
    if ((type !== 'test:pass' && type !== 'test:fail') || isSuite(type, data)) continue;
    const name = isFile(data) ? FILE_ITSELF : data.name;
    yield `${JSON.stringify({ ...outcome(type, data), name, file: data.file, error: failure(type, data, words) })}\n`;
  }
}

/** A suite is no test of its own, unless something beside its tests failed, a hook, or all of it was left out. */
const isSuite = (type, data) =>
  data.details?.type === 'suite' && (type === 'test:pass' ? data.skip === undefined : data.details.error?.failureType === 'subtestsFailed');

/** node reports a file itself when no test of it was seen: it crashed, or there are none. */
const isFile = (data) => data.name === data.file;

function outcome(type, data) {
  const skipped = data.skip ?? data.todo;
  if (skipped !== undefined && skipped !== false) return { outcome: 'skipped', reason: typeof skipped === 'string' ? skipped : '' };
  return { outcome: type === 'test:pass' && !isFile(data) ? 'passed' : 'failed' };
}

function failure(type, data, words) {
  if (isFile(data))
    return words.get(data.file) || (type === 'test:pass' ? 'This file has no tests.' : 'This file failed before its first test.');
  if (type === 'test:pass') return '';
  const error = data.details?.error;
  return reasons(error?.cause ?? error);
}

/** An error with what is behind it: "fetch failed" says little. */
function reasons(error) {
  const words = String(error?.stack ?? error);
  return error?.cause instanceof Error ? `${words}\nbecause of ${reasons(error.cause)}` : words;
}
