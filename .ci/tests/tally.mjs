import path from 'node:path';
import { ROOT } from '../setup/command.mjs';
import { say } from '../setup/say.mjs';

const short = (file) => (file ? path.relative(ROOT, file) : '');
const indent = (text) =>
  text
    .trimEnd()
    .split('\n')
    .slice(0, 40)
    .map((line) => `      ${line}`)
    .join('\n');

/** Counts the outcomes of one group of tests, shows failures as they come, and how far it is. */
export class Tally {
  passed = 0;
  failed = 0;
  skipped = [];
  #started = performance.now();

  constructor(group) {
    this.group = group;
    this.ticker = setInterval(
      () => say(`  · ${group}: ${this.passed} passed${this.failed ? `, ${this.failed} failed` : ''} so far (${this.seconds()} s)`),
      15_000,
    );
  }

  seconds() {
    return ((performance.now() - this.#started) / 1000).toFixed(0);
  }

  pass() {
    this.passed += 1;
  }

  fail(name, error, file) {
    this.failed += 1;
    say(`  ✗ ${this.group}: ${name}${file ? `  (${short(file)})` : ''}\n${indent(String(error))}`);
  }

  skip(name, reason, count = 1) {
    this.skipped.push({ name, reason: reason || 'no reason given', count });
    say(`  – ${this.group}: skipped ${name}: ${reason || 'no reason given'}`);
  }

  get skippedCount() {
    return this.skipped.reduce((sum, one) => sum + one.count, 0);
  }

  end() {
    clearInterval(this.ticker);
    const parts = [`${this.passed} passed`, this.failed && `${this.failed} failed`, this.skippedCount && `${this.skippedCount} skipped`];
    say(`  ${this.failed ? '✗' : '✓'} ${this.group}: ${parts.filter(Boolean).join(', ')} (${this.seconds()} s)`);
    return this;
  }
}

/** Prints what was left out and why; the last line is `N passed, N failed, N skipped`. Returns the exit code. */
export function summarize(tallies) {
  const sum = (pick) => tallies.reduce((total, tally) => total + pick(tally), 0);
  const skipped = tallies.flatMap((tally) => tally.skipped.map((one) => `  ${tally.group}: ${one.name}: ${one.reason}`));
  if (skipped.length > 0) say(`\nSkipped:\n${skipped.join('\n')}`);
  const failed = sum((tally) => tally.failed);
  say(`\n${sum((tally) => tally.passed)} passed, ${failed} failed, ${sum((tally) => tally.skippedCount)} skipped`);
  return failed > 0 ? 1 : 0;
}
