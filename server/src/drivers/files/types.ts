import { extname } from 'node:path';

export const UNTYPED = 'application/octet-stream';
const TYPES: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ttf': 'font/ttf',
  '.otf': 'font/otf',
  '.json': 'application/json',
};

/** What is in a file of this name, unless something else is kept beside it. */
export const typeOfKey = (key: string): string => TYPES[extname(key)] ?? UNTYPED;
