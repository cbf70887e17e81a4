import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** The environment, or what a test gives for it. An empty value is one that is not set. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Names the variable and what it must be; `main.ts` prints it and exits with 1. */
export class ConfigError extends Error {
  constructor(variable: string, problem: string) {
    super(`${variable} ${problem}.`);
    this.name = 'ConfigError';
  }
}

/** Whether a host name or address can only mean this machine. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|(.+\.)?localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(hostname);
}

/** As `mkdir -p`; Node's own `recursive` never returns where a parent exists and takes no folders, as in /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** A folder that can be written, made when it is not there. */
export function folder(variable: string, path: string): string {
  try {
    makeFolder(path);
    accessSync(path, constants.W_OK | constants.X_OK);
    return path;
  } catch (error) {
    throw new ConfigError(variable, `is ${path}, which cannot be written (${(error as NodeJS.ErrnoException).code ?? 'error'})`);
  }
}

/** One of `values`; throws `ConfigError` for anything else. */
export function oneOf<const T extends readonly string[]>(env: Env, variable: string, values: T, fallback: T[number]): T[number] {
  const value = env[variable] || fallback;
  if (!values.includes(value)) throw new ConfigError(variable, `must be one of ${values.join(', ')}, not "${value}"`);
  return value;
}

/** A whole number from `min` to `max`. */
export function integer(env: Env, variable: string, fallback: number, min: number, max: number): number {
  const text = env[variable];
  if (!text) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max)
    throw new ConfigError(variable, `must be a whole number from ${min} to ${max}, not "${text}"`);
  return value;
}

/** An origin without a path. */
export function url(env: Env, variable: string, fallback: string): string {
  const text = env[variable] || fallback;
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.pathname !== '/' || parsed.search || parsed.hash || parsed.username)
    throw new ConfigError(variable, `must be an origin such as https://api.example.com, not "${text}"`);
  return parsed.origin;
}
