/** A reason to stop that a person can act on: printed as one sentence, without a stack. */
export class Stop extends Error {}

/** Where progress goes; the bench moves it to stderr so that stdout stays pure. */
let output = process.stdout;
export const sayTo = (stream) => {
  output = stream;
};
export const say = (line = '') => output.write(`${line}\n`);

const seconds = (from) => ((performance.now() - from) / 1000).toFixed(1);

/** Runs `work` and reports it: a line at the start, one every 15 s while it lasts, and the seconds it took. */
export async function step(title, work) {
  const started = performance.now();
  say(`  · ${title} …`);
  const name = title.replace(/ \(.*\)$/, '');
  const alive = setInterval(
    () => say(`    still ${name[0].toLowerCase()}${name.slice(1)} (${Math.round(Number(seconds(started)))} s)`),
    15_000,
  );
  try {
    const result = await work();
    say(`  ✓ ${name} (${seconds(started)} s)`);
    return result;
  } finally {
    clearInterval(alive);
  }
}

/** Ctrl-C and SIGTERM end the script and what it runs. */
export function stopOnSignals(stop) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => {
      stop();
      process.exit(1);
    });
}

/** Runs a script's main function; a `Stop` becomes its sentence on stderr and exit code 1. */
export async function main(run) {
  try {
    const code = await run();
    if (typeof code === 'number') process.exitCode = code;
  } catch (error) {
    process.stderr.write(error instanceof Stop ? `\n${error.message}\n` : `\n${error?.stack ?? error}\n`);
    process.exitCode = 1;
  }
}
