import path from 'node:path';
import { ROOT } from '../setup/command.mjs';
import { say } from '../setup/say.mjs';

export const short = (file) => (file ? path.relative(ROOT, file) : '');
const indent = (text, lines = 40) =>
  String(text)
    .trimEnd()
    .split('\n')
    .slice(0, lines)
    .map((line) => `      ${line}`)
    .join('\n');

/** The name under which a file fails that has no tests, or ended otherwise than they did. */
export const FILE_ITSELF = 'the file itself';

/** What came of the tests of one file; `''` stands for what belongs to none. */
const nothing = () => ({ passed: [], failed: [], skipped: [] });

/** Counts the outcomes of one group of tests by file, shows failures as they come, and how far it is. */
export class Tally {
  /** Tests that failed and passed when their file ran again: name, file, first error. */
  secondTries = [];
  /** How long each file took, in seconds. */
  times = new Map();
  #files = new Map();
  #started = performance.now();

  /** `again(file)` runs one file anew and resolves to its own tally; without it every failure is final. */
  constructor(group, again = null) {
    this.group = group;
    this.again = again;
    this.ticker = setInterval(
      () => say(`  · ${group}: ${this.passed} passed${this.failed ? `, ${this.failed} failed` : ''} so far (${this.seconds()} s)`),
      15_000,
    );
  }

  seconds() {
    return ((performance.now() - this.#started) / 1000).toFixed(0);
  }

  #of(file = '') {
    if (!this.#files.has(file)) this.#files.set(file, nothing());
    return this.#files.get(file);
  }

  pass(name, file) {
    this.#of(file).passed.push(name);
  }

  fail(name, error, file) {
    this.#of(file).failed.push({ name, error: String(error) });
    say(`  ✗ ${this.group}: ${name}${file ? `  (${short(file)})` : ''}\n${indent(error)}`);
  }

  skip(name, reason, file) {
    this.#of(file).skipped.push({ name, reason: reason || 'no reason given' });
    say(`  – ${this.group}: skipped ${name}: ${reason || 'no reason given'}`);
  }

  #all(outcome) {
    return [...this.#files.values()].flatMap((one) => one[outcome]);
  }

  get passed() {
    return this.#all('passed').length;
  }

  get failed() {
    return this.#all('failed').length;
  }

  get skipped() {
    return this.#all('skipped');
  }

  /** Files in which a test failed that can be run again. */
  get failedFiles() {
    return this.again ? [...this.#files].filter(([file, { failed }]) => file && failed.length > 0).map(([file]) => file) : [];
  }

  /**
   * Puts the second run of `file` in the place of the first. It makes good what failed only when everything ran that did not pass
   * before, and passed: a test that is left out the second time has failed.
   */
  replace(file, second) {
    const first = this.#of(file);
    const again = second.#of(file);
    const passed = new Set(again.passed);
    const missed = first.failed.filter(({ name }) => !passed.has(name) && name !== FILE_ITSELF);
    const isMended = second.failed === 0 && passed.size > 0 && missed.length === 0;
    if (isMended) this.secondTries.push(...first.failed.map((one) => ({ ...one, file })));
    const failed = second.#all('failed');
    this.#files.set(file, { ...again, failed: isMended ? [] : failed.length > 0 ? failed : first.failed });
    return isMended;
  }

  end() {
    clearInterval(this.ticker);
    const parts = [
      `${this.passed} passed`,
      this.failed && `${this.failed} failed`,
      this.skipped.length > 0 && `${this.skipped.length} skipped`,
    ];
    say(`  ${this.failed ? '✗' : '✓'} ${this.group}: ${parts.filter(Boolean).join(', ')} (${this.seconds()} s)`);
    return this;
  }
}

/** More than this is not chance. */
const FILES_AT_MOST = 10;

/** Runs each file in which a test failed once more, one at a time: nothing else may run meanwhile. */
export async function secondTry(tallies) {
  const files = tallies.flatMap((tally) => tally.failedFiles.map((file) => ({ tally, file })));
  if (files.length > FILES_AT_MOST) return say(`  · ${files.length} files failed: none of them is run again`);
  for (const { tally, file } of files) {
    say(`  · ${tally.group}: once more, alone: ${short(file)}`);
    const isMended = tally.replace(file, await tally.again(file));
    say(`  ${isMended ? '!' : '✗'} ${tally.group}: ${short(file)} ${isMended ? 'passed only at the second try' : 'failed again'}`);
  }
}

/**
 * Prints which files took longest, what passed only at the second try, and what was left out and why; the last line is `N passed, N failed, N skipped`.
 * Returns the exit code.
 */
export function summarize(tallies) {
  const sum = (pick) => tallies.reduce((total, tally) => total + pick(tally), 0);
  const slowest = tallies
    .flatMap((tally) =>
      [...tally.times].map(([file, seconds]) => ({ seconds, line: `  ${Math.round(seconds)} s  ${tally.group}: ${short(file)}` })),
    )
    .toSorted((a, b) => b.seconds - a.seconds);
  if (slowest.length > 10)
    say(
      `\nSlowest files:\n${slowest
        .slice(0, 10)
        .map(({ line }) => line)
        .join('\n')}`,
    );
  const skipped = tallies.flatMap((tally) => tally.skipped.map((one) => `  ${tally.group}: ${one.name}: ${one.reason}`));
  if (skipped.length > 0) say(`\nSkipped:\n${skipped.join('\n')}`);
  const tries = tallies.flatMap((tally) =>
    tally.secondTries.map(({ name, file, error }) => `  ${tally.group}: ${name}  (${short(file)})\n${indent(error, 15)}`),
  );
  if (tries.length > 0) say(`\nPassed only at the second try: these tests depend on chance, mend them.\n${tries.join('\n')}`);
  const failed = sum((tally) => tally.failed);
  say(`\n${sum((tally) => tally.passed)} passed, ${failed} failed, ${sum((tally) => tally.skipped.length)} skipped`);
  return failed > 0 ? 1 : 0;
}
