import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '../config.js';
import { Problem } from '../problem.js';

/** Seconds. A URL stays the same for one window and lives one to two of them: 30 to 60 minutes. */
const WINDOW = 1_800;

export interface SignedFile {
  key: string;
  /** Name to save under; without it browsers may show the file. */
  download: string | null;
  /** Seconds since 1970. */
  expiresAt: number;
}

/** URL of a private file for whoever holds it, at most an hour long; the same one within half an hour, so that caches help. */
export function signedFileUrl(
  config: Pick<Config, 'publicUrl' | 'secret'>,
  key: string,
  { download, now = Date.now() }: { download?: string; now?: number } = {},
): string {
  const expiresAt = (Math.floor(now / 1000 / WINDOW) + 2) * WINDOW;
  const query = new URLSearchParams({ expires: String(expiresAt) });
  if (download) query.set('download', download);
  query.set('signature', sign(config.secret, { key, download: download ?? null, expiresAt }));
  return `${config.publicUrl}/files/${key}?${query}`;
}

/** Throws `invalid-signature` for a URL that we did not make, `token-expired` for one of ours whose time is over. */
export function verifyFileUrl(secret: string, key: string, query: URLSearchParams, now = Date.now()): SignedFile {
  const expiresAt = Number(query.get('expires'));
  const file: SignedFile = { key, download: query.get('download'), expiresAt };
  const expected = Buffer.from(sign(secret, file));
  const given = Buffer.from(query.get('signature') ?? '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Problem('invalid-signature', 'This file address is not one of ours. Ask the API for a fresh one.');
  }
  if (expiresAt * 1000 <= now) throw new Problem('token-expired', 'This file address has expired. Ask the API for a fresh one.');
  return file;
}

function sign(secret: string, { key, download, expiresAt }: SignedFile): string {
  return createHmac('sha256', `files:${secret}`)
    .update(JSON.stringify([key, download, expiresAt]))
    .digest('base64url');
}
