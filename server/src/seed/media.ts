import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStore } from '../drivers/files/files.js';
import { METALS, MUG_COLOURS, type PictureUrls, SHIRT_COLOURS } from './catalogue/pictures.js';
import { picturesFolder } from './pictures/folder.js';

/** Puts the drawn product pictures into the file store under content-hashed names, from where the API serves them. */
export async function installPictures(files: FileStore): Promise<PictureUrls> {
  const from = await picturesFolder();
  const install = (name: string): Promise<string> => installPicture(from, files, name);
  const all = async <T extends string>(values: readonly T[], prefix: string): Promise<Record<T, string>> => {
    const entries = await Promise.all(values.map(async (value) => [value, await install(`${prefix}-${value}`)] as const));
    return Object.fromEntries(entries) as Record<T, string>;
  };
  return {
    bracelet: await all(METALS, 'bracelet'),
    front: await all(SHIRT_COLOURS, 'tshirt-front'),
    back: await all(SHIRT_COLOURS, 'tshirt-back'),
    wrap: await all(MUG_COLOURS, 'mug-wrap'),
    mug: await all(MUG_COLOURS, 'mug'),
  };
}

/** Returns the public path. */
async function installPicture(from: string, files: FileStore, name: string): Promise<string> {
  const bytes = await readFile(join(from, `${name}.webp`));
  const key = `media/${name}-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.webp`;
  if ((await files.stat(key))?.bytes !== bytes.length) await files.put(key, bytes, 'image/webp');
  return `/${key}`;
}
