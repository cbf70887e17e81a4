import { createShaper, type Shaper } from '@luneo/sdk/layout/shape.js';
import type { Deps } from '../deps.js';
import { fontBytes, type FontRecord } from './store.js';

/** A shaper never forgets a font, so beyond this a fresh one takes over; callers keep theirs as long as they need it. */
const MAX_BYTES = 100_000_000;

interface Loaded {
  shaper: Shaper;
  hashes: Map<string, string>;
  bytes: number;
}
let current: Promise<Loaded> | undefined;

const start = async (): Promise<Loaded> => ({ shaper: await createShaper(), hashes: new Map(), bytes: 0 });

/** The process's shaper with these fonts in it. A font whose file is gone is left out: layout reports it. */
export async function shaperWith(deps: Pick<Deps, 'files'>, fonts: readonly FontRecord[]): Promise<Shaper> {
  current ??= start();
  let loaded = await current;
  if (loaded.bytes > MAX_BYTES) loaded = await (current = start());
  for (const font of fonts) {
    if (loaded.hashes.get(font.id) === font.hash) continue;
    const bytes = await fontBytes(deps, font.hash);
    if (!bytes || loaded.hashes.get(font.id) === font.hash) continue;
    loaded.shaper.addFont(font.id, bytes);
    loaded.hashes.set(font.id, font.hash);
    loaded.bytes += bytes.byteLength;
  }
  return loaded.shaper;
}
