import { pino, type Logger } from 'pino';
import type { Config } from './config.js';

/** JSON lines on stdout, written together every quarter of a second and at the end: a write for each costs 5 % of the CPU. */
export function createLog(level: Config['logLevel'], processName: string, file: string | number = 1): Logger {
  const destination = pino.destination({ dest: file, sync: false, minLength: 4_096, periodicFlush: 250 });
  process.on('exit', () => {
    try {
      destination.flushSync();
    } catch {
      // Nobody reads stdout any more.
    }
  });
  return pino({ level, base: { process: processName } }, destination);
}
