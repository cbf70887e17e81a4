import { pino, stdSerializers, type Logger } from 'pino';
import type { Config } from './config.js';

/** JSON lines on stdout, written together every quarter of a second and at the end: a write for each costs 5 % of the CPU. */
export function createLog(level: Config['logLevel'], processName: string, file: string | number = 1): Logger {
  const destination = pino.destination({ dest: file, sync: false, minLength: 12_288, periodicFlush: 250 });
  process.on('exit', () => {
    try {
      destination.flushSync();
    } catch {
      // Nobody reads stdout any more.
    }
  });
  return pino({ level, base: { process: processName }, serializers: { err: readable } }, destination);
}

interface LoggedError {
  type: string;
  message: string;
  stack: string;
  code?: string | number;
  aggregateErrors?: LoggedError[];
}

/** What an error says and where it was thrown, nothing that hangs on it: a refused save carries the whole design. */
function readable(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack } = stdSerializers.err(error);
  const { code, errors } = error as { code?: unknown; errors?: unknown };
  const logged: LoggedError = { type, message: masked(message), stack: masked(stack) };
  if (typeof code === 'string' || typeof code === 'number') logged.code = code;
  if (error instanceof AggregateError && Array.isArray(errors)) logged.aggregateErrors = errors.map(readable) as LoggedError[];
  return logged;
}

/** Others quote whom they refuse: a mail server its recipient, a payment provider what it was sent. */
const masked = (text: string): string =>
  text.replaceAll(/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu, '[address]');
