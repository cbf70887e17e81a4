import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawPictures } from './draw.js';
import { picturesFolder } from './folder.js';

/**
 * Draws the demo's product pictures into `server/pictures/`; they are kept in git because drawing takes a minute.
 * `node --conditions=luneo-src --import tsx server/src/seed/pictures/write.ts [name …]`
 */
const folder = await picturesFolder();
await mkdir(folder, { recursive: true });
const names = process.argv.slice(2);
for await (const { name, webp } of drawPictures((picture) => names.length === 0 || names.includes(picture))) {
  await writeFile(join(folder, `${name}.webp`), webp);
  process.stdout.write(`${name}.webp ${Math.round(webp.length / 1000)} kB\n`);
}
