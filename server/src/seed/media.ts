import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { METALS, type PictureUrls, SHIRT_COLOURS } from './catalogue/pictures.js';
import { picturesFolder } from './pictures/folder.js';

/** Copies the drawn product pictures into `<dataDir>/media` under content-hashed names, where the API serves them. */
export async function installPictures(dataDir: string): Promise<PictureUrls> {
  const [from, to] = [await picturesFolder(), join(dataDir, 'media')];
  await mkdir(to, { recursive: true });
  const install = (name: string): Promise<string> => installPicture(from, to, name);
  const all = async <T extends string>(values: readonly T[], prefix: string): Promise<Record<T, string>> => {
    const entries = await Promise.all(values.map(async (value) => [value, await install(`${prefix}-${value}`)] as const));
    return Object.fromEntries(entries) as Record<T, string>;
  };
  return {
    bracelet: await all(METALS, 'bracelet'),
    front: await all(SHIRT_COLOURS, 'tshirt-front'),
    back: await all(SHIRT_COLOURS, 'tshirt-back'),
  };
}

/** Returns the public path. A reader never sees half a file. */
async function installPicture(from: string, to: string, name: string): Promise<string> {
  const bytes = await readFile(join(from, `${name}.webp`));
  const file = `${name}-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.webp`;
  const there = await stat(join(to, file)).catch(() => null);
  if (there?.size !== bytes.length) {
    const draft = join(to, `.${file}.${process.pid}`);
    await writeFile(draft, bytes);
    await rename(draft, join(to, file));
  }
  return `/media/${file}`;
}
