import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import type { ByteRange, FileStore } from '../drivers/files/files.js';
import { Problem } from '../problem.js';

/**
 * Answers with a stored file: whole, one range of it (RFC 9110 §14), its headers for HEAD, or 304 where `headers` has an `ETag` that the
 * client holds. Throws `not-found`.
 */
export async function sendFile(
  request: Request,
  response: Response,
  files: FileStore,
  key: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const missing = new Problem('not-found', 'This file is not there any more.');
  const etag = headers['ETag'];
  if (etag && request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const wanted = wantedRange(request, etag);
  const known = wanted || request.method === 'HEAD' ? await files.stat(key) : undefined;
  if (known === null) throw missing;
  const range = wanted && known ? toRange(wanted, known.bytes) : null;
  if (range === 'outside') {
    response.writeHead(416, { ...headers, 'Content-Range': `bytes */${known!.bytes}`, 'Cache-Control': 'no-store' }).end();
    return;
  }
  const file = request.method === 'HEAD' ? { ...known!, body: null } : await files.stream(key, range ?? undefined);
  if (!file) throw missing;
  response.writeHead(range ? 206 : 200, {
    ...headers,
    'Content-Type': file.contentType,
    'Content-Length': range ? range.end - range.start + 1 : file.bytes,
    'Accept-Ranges': 'bytes',
    ...(range && { 'Content-Range': `bytes ${range.start}-${range.end}/${file.bytes}` }),
  });
  if (!file.body) response.end();
  // The headers are gone: a store that breaks off can only break the answer off, and the client sees that it is short.
  else await pipeline(file.body, response).catch(() => response.destroy());
}

/** Of several ranges, of other units and of a file that has changed since, the whole file is the right answer. */
function wantedRange({ method, headers }: Request, etag: string | undefined): [first: string, last: string] | null {
  if (method !== 'GET' || (headers['if-range'] && headers['if-range'] !== etag)) return null;
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.range ?? '');
  return match && (match[1] || match[2]) ? [match[1]!, match[2]!] : null;
}

function toRange([first, last]: [string, string], bytes: number): ByteRange | 'outside' {
  const start = first ? Number(first) : Math.max(0, bytes - Number(last));
  const end = first && last ? Math.min(Number(last), bytes - 1) : bytes - 1;
  return start <= end ? { start, end } : 'outside';
}
