import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

const extension = extname(import.meta.url);

/** Flags under which another process of ours runs as this one does: from source, or compiled. */
export const nodeFlags = extension === '.ts' ? ['--conditions=luneo-src', '--import', 'tsx'] : [];

/** The file of a module of ours, named by its source below `server/src`: `main.ts`. */
export const moduleFile = (source: string): string => fileURLToPath(new URL(source.replace(/\.ts$/, extension), import.meta.url));

let isListening = false;

/** From now on a signal ends this process with its `exit` listeners, which end the servers that a test has started. */
export function exitOnSignals(): void {
  if (isListening) return;
  isListening = true;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
}
