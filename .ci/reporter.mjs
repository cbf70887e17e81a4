/** node:test reporter for `npm test`: one JSON line per finished test, which the caller counts and shows. */
export default async function* report(source) {
  const words = new Map();
  for await (const { type, data } of source) {
    if (type === 'test:stderr') words.set(data.file, ((words.get(data.file) ?? '') + data.message).slice(-4_000));
    if ((type !== 'test:pass' && type !== 'test:fail') || data.details?.type === 'suite') continue;
    yield `${JSON.stringify({ ...outcome(type, data), name: data.name, file: data.file, error: failure(type, data, words) })}\n`;
  }
}

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
  return String(error?.cause?.stack ?? error?.stack ?? error);
}
