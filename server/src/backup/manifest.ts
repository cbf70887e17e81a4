import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../config/env.js';

/** `manifest.json` of a backup. */
export interface Manifest {
  version: 1;
  createdAt: string;
  database: { kind: 'sqlite' | 'postgres'; file: string; bytes: number; sha256: string };
  /** Null in a backup of an older version, whose files were in a store elsewhere and stayed there. */
  files: { count: number; bytes: number } | null;
  /** Whether the installation's generated secret is among it; one from the environment never is. */
  hasSecret: boolean;
}

/** Names inside the folder of a backup. */
export const MANIFEST = 'manifest.json';
export const FILES = 'files';
export const SECRET = 'secret';

/** Reads and checks a backup: it is one, and its database is the one that was written. Throws `ConfigError`. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
  if (text === null) throw new ConfigError('--from', `is ${folder}, where there is no ${MANIFEST}: it is not a whole backup`);
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.version !== 1) throw new ConfigError('--from', `is a backup of version ${String(manifest.version)}, made by a newer Luneo`);
  const { file, sha256 } = manifest.database;
  if ((await hashOf(join(folder, file))) !== sha256) throw new ConfigError('--from', `holds a ${file} that was changed or cut off since`);
  return manifest;
}

/** SHA-256 in hex. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
