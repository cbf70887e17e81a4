// The element tests as `npm test` runs them: the same configuration, with results as JSON lines.
import config from '../../web-test-runner.config.mjs';
import { FILE_ITSELF } from './tally.mjs';

const line = (result) => process.stdout.write(`${JSON.stringify({ luneo: result })}\n`);

function* tests(suite, trail = []) {
  for (const test of suite?.tests ?? []) yield { ...test, name: [...trail, test.name].join(' › ') };
  for (const inner of suite?.suites ?? []) yield* tests(inner, [...trail, inner.name]);
}

function reportSession(session) {
  const file = session.testFile;
  const errors = (session.errors ?? []).map((error) => error.stack ?? error.message);
  let count = 0;
  for (const test of tests(session.testResults)) {
    count += 1;
    const outcome = test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed';
    line({
      name: test.name,
      file,
      outcome,
      reason: test.skipped ? 'marked as skipped in the file' : '',
      error: [test.error?.message, test.error?.stack].filter(Boolean).join('\n'),
    });
  }
  if (errors.length > 0 || count === 0)
    line({ name: FILE_ITSELF, file, outcome: 'failed', error: errors.join('\n') || 'This file has no tests.' });
}

export default {
  ...config,
  reporters: [{ reportTestFileResults: ({ sessionsForTestFile }) => sessionsForTestFile.forEach(reportSession) }],
};
