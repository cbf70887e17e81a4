import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

const extension = extname(import.meta.url);

/** Flags under which another process of ours runs as this one does: from source, or compiled. */
export const nodeFlags = extension === '.ts' ? ['--conditions=luneo-src', '--import', 'tsx'] : [];

/** The file of a module of ours, named by its source below `server/src`: `main.ts`. */
export const moduleFile = (source: string): string => fileURLToPath(new URL(source.replace(/\.ts$/, extension), import.meta.url));

const running = new Set<ChildProcess>();

/** Starts a module of ours as a process of its own, which ends with this one at the latest, however that ends. */
export function startModule(source: string, options: SpawnOptions): ChildProcess {
  if (running.size === 0) process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));
  exitOnSignals();
  const child = spawn(process.execPath, [...nodeFlags, moduleFile(source)], options);
  running.add(child);
  return child;
}

let isListening = false;

/** From now on a signal ends this process with its `exit` listeners, which end the servers that a test has started. */
export function exitOnSignals(): void {
  if (isListening) return;
  isListening = true;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
}
