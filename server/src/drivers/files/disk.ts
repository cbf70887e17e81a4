import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Problem } from '../../problem.js';
import type { FileStore } from './files.js';
import { checkKey } from './key.js';
import { typeOfKey } from './types.js';

const STALE_MS = 3_600_000;

/** Files in `root` on a local disk. A file appears whole, synced, under its name, or not at all. */
export function createDiskFiles(root: string): FileStore {
  const drafts = join(root, '.drafts');
  const typePath = (path: string): string => `${path}.type`;

  async function write(path: string, bytes: Uint8Array): Promise<void> {
    const draft = join(drafts, randomBytes(12).toString('hex'));
    try {
      await mkdir(drafts, { recursive: true });
      await mkdir(dirname(path), { recursive: true });
      await writeSynced(draft, bytes);
      await rename(draft, path);
      await sync(dirname(path));
    } catch (error) {
      await rm(draft, { force: true });
      throw toProblem(error);
    }
  }

  const typeOf = async (key: string, path: string): Promise<string> => (await orNull(readFile(typePath(path), 'utf8'))) ?? typeOfKey(key);

  return {
    put: async (key, bytes, contentType) => {
      const path = pathOf(root, key);
      if (contentType !== typeOfKey(key)) await write(typePath(path), new TextEncoder().encode(contentType));
      await write(path, bytes);
    },
    get: async (key) => orNull(readFile(pathOf(root, key))),
    stat: async (key) => {
      const path = pathOf(root, key);
      const info = await orNull(stat(path));
      return info?.isFile() ? { bytes: info.size, contentType: await typeOf(key, path) } : null;
    },
    stream: async (key, range) => {
      const path = pathOf(root, key);
      const file = await orNull(open(path, 'r'));
      if (!file) return null;
      const { size } = await file.stat();
      return { body: createReadStream(path, { fd: file, ...range }), bytes: size, contentType: await typeOf(key, path) };
    },
    delete: async (key) => {
      const path = pathOf(root, key);
      await rm(path, { force: true });
      await rm(typePath(path), { force: true });
    },
    list: () => keysIn(root),
    check: async () => {
      await mkdir(drafts, { recursive: true });
      await access(drafts, constants.W_OK | constants.X_OK);
      await write(join(root, '.writable'), new Uint8Array([1]));
      await removeStale(drafts);
    },
  };
}

async function* keysIn(root: string, folder = ''): AsyncGenerator<string> {
  const entries = (await orNull(readdir(join(root, folder), { withFileTypes: true }))) ?? [];
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const key = folder + entry.name;
    if (entry.isDirectory()) yield* keysIn(root, `${key}/`);
    else if (entry.isFile() && !key.endsWith('.type')) yield key;
  }
}

const pathOf = (root: string, key: string): string => join(root, checkKey(key));

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What a process that died left half written. */
async function removeStale(drafts: string): Promise<void> {
  for (const name of await readdir(drafts)) {
    const path = join(drafts, name);
    const info = await orNull(stat(path));
    if (info && info.mtimeMs < Date.now() - STALE_MS) await rm(path, { force: true });
  }
}

async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (/^(ENOENT|ENOTDIR|EISDIR)$/.test(codeOf(error))) return null;
    throw error;
  }
}

function toProblem(error: unknown): unknown {
  if (!/^(ENOSPC|EDQUOT)$/.test(codeOf(error))) return error;
  return new Problem('storage-full', 'There is no space left to store this file. Nothing was changed.', { cause: error });
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException | null)?.code ?? '';
