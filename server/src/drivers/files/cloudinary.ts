import type { UploadApiOptions, UploadApiResponse } from 'cloudinary';
import { Readable } from 'node:stream';
import type { CloudinaryConfig } from '../../config/files.js';
import { storeAway, storeFull, writeCheck } from './failure.js';
import type { ByteRange, FileStore, StoredFile } from './files.js';
import { checkKey } from './key.js';
import { typeOfKey, UNTYPED } from './types.js';

const UPLOAD_MS = 120_000;
const ANSWER_MS = 20_000;
const TRIES = 3;
const WAIT_MS = 300;

/** Most that a page of its list holds. */
const PAGE = 500;
/** Written to see whether writing works: no file of anybody's. */
const CHECK = 'check';
const TYPE_SUFFIX = '-type';

interface Page {
  resources: { public_id: string }[];
  next_cursor?: string;
}
interface Failure {
  message?: string;
  http_code?: number;
}

/**
 * Files as authenticated resources of Cloudinary: nobody has an address of them but us. Pictures are `image`, so that its console shows
 * them, everything else is `raw`; both are given back byte by byte. We read through the signed download of the API, never
 * through the CDN, so a replaced file is the new one at once.
 */
export async function createCloudinaryFiles(config: CloudinaryConfig): Promise<FileStore> {
  // Its SDK reads the environment when it is loaded: only for those who use it.
  const { v2: cloudinary } = await import('cloudinary');
  const account = { cloud_name: config.cloudName, api_key: config.apiKey, api_secret: config.apiSecret, upload_prefix: config.apiBase };
  const kindOf = (key: string): 'image' | 'raw' => (/\.(png|jpg|webp)$/.test(key) ? 'image' : 'raw');
  /** With its extension even where it is a picture: `a.png` and `a.webp` are two files. */
  const idOf = (key: string): string => `${config.folder}/${checkKey(key)}`;
  const typeKey = (key: string): string => `${key}${TYPE_SUFFIX}`;

  const upload = async (key: string, bytes: Uint8Array): Promise<void> => {
    const public_id = idOf(key);
    await tried(() => {
      const options = {
        ...account,
        public_id,
        resource_type: kindOf(key),
        type: 'authenticated',
        overwrite: true,
        invalidate: true,
      } as const;
      return new Promise<UploadApiResponse | undefined>((resolve, reject) => {
        const done = (error: unknown, result: UploadApiResponse | undefined): void => (error ? reject(error as Error) : resolve(result));
        cloudinary.uploader.upload_stream({ ...options, timeout: UPLOAD_MS, disable_promises: true } as UploadApiOptions, done).end(bytes);
      });
    });
  };

  const destroy = async (key: string): Promise<void> => {
    const public_id = idOf(key);
    const options = { ...account, resource_type: kindOf(key), type: 'authenticated', invalidate: true };
    await tried(() => cloudinary.uploader.destroy(public_id, options));
  };

  const download = async (key: string, range?: ByteRange): Promise<Response | null> => {
    const options = { ...account, resource_type: kindOf(key), type: 'authenticated', expires_at: Math.floor(Date.now() / 1000) + 300 };
    const format = kindOf(key) === 'image' ? key.slice(key.lastIndexOf('.') + 1) : '';
    const url = cloudinary.utils.private_download_url(idOf(key), format, options);
    const headers = range && { Range: `bytes=${range.start}-${range.end}` };
    return tried(async () => {
      const late = new AbortController();
      // The answer has to begin in time; how long a reader takes over it is theirs.
      const timer = setTimeout(() => late.abort(new Error('no answer')), ANSWER_MS);
      const reply = await fetch(url, { ...(headers && { headers }), redirect: 'error', signal: late.signal }).finally(() =>
        clearTimeout(timer),
      );
      if (reply.ok) return reply;
      await reply.body?.cancel();
      if (reply.status === 404) return null;
      throw Object.assign(new Error(`Cloudinary answered ${reply.status}`), { http_code: reply.status });
    });
  };

  /** The type is kept beside the file only where its name does not say it. */
  const typeOf = async (key: string): Promise<string> => {
    if (typeOfKey(key) !== UNTYPED) return typeOfKey(key);
    return (await (await download(typeKey(key)))?.text()) ?? UNTYPED;
  };

  const put: FileStore['put'] = async (key, bytes, contentType) => {
    if (typeOfKey(key) !== contentType) {
      if (typeOfKey(key) !== UNTYPED) throw new Error(`${key} is not a name for ${contentType}`);
      await upload(typeKey(key), new TextEncoder().encode(contentType));
    }
    await upload(key, bytes);
  };

  async function* list(): AsyncGenerator<string> {
    for (const resource_type of ['image', 'raw'] as const)
      for (let next_cursor: string | undefined; ;) {
        const options = { ...account, resource_type, type: 'authenticated', prefix: `${config.folder}/`, max_results: PAGE, next_cursor };
        const page = await tried(() => cloudinary.api.resources(options) as Promise<Page>);
        for (const { public_id } of page.resources) {
          const key = public_id.slice(config.folder.length + 1);
          if (key !== CHECK && !key.endsWith(TYPE_SUFFIX)) yield key;
        }
        next_cursor = page.next_cursor;
        if (next_cursor === undefined) break;
      }
  }

  return {
    put,
    list,
    get: async (key) => {
      const reply = await download(key);
      if (!reply) return null;
      const whole = await reply.arrayBuffer().catch((error: unknown) => Promise.reject(storeAway(error) as Error));
      return new Uint8Array(whole);
    },
    stat: async (key): Promise<StoredFile | null> => {
      const reply = await download(key);
      if (!reply) return null;
      await reply.body?.cancel();
      return { bytes: Number(reply.headers.get('content-length')), contentType: await typeOf(key) };
    },
    stream: async (key, range) => {
      const reply = await download(key, range);
      if (!reply) return null;
      const whole = Number(/\/(\d+)$/.exec(reply.headers.get('content-range') ?? '')?.[1] ?? reply.headers.get('content-length'));
      const all = Readable.fromWeb(reply.body as Parameters<typeof Readable.fromWeb>[0]);
      // A server may answer a range with the whole.
      const body = range && reply.status === 200 ? Readable.from(part(all, range)) : all;
      return { body, bytes: whole, contentType: await typeOf(key) };
    },
    delete: async (key) => {
      await destroy(key);
      if (typeOfKey(key) === UNTYPED) await destroy(typeKey(key));
    },
    check: writeCheck(() => put(CHECK, new Uint8Array([1]), UNTYPED)),
  };
}

async function* part(body: AsyncIterable<Buffer>, { start, end }: ByteRange): AsyncGenerator<Buffer> {
  let at = 0;
  for await (const chunk of body) {
    const piece = chunk.subarray(Math.max(0, start - at), Math.max(0, end + 1 - at));
    at += chunk.length;
    if (piece.length > 0) yield piece;
    if (at > end) return;
  }
}

/** Repeats what a moment may mend; all of our calls may be repeated. */
async function tried<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const { http_code: status, message } = ((error as { error?: Failure }).error ?? error) as Failure;
      if (/quota|storage limit|exceeded.*(storage|plan)/i.test(message ?? '')) throw storeFull(error);
      const isLasting = status !== undefined && status < 500 && status !== 420 && status !== 429;
      if (isLasting || attempt === TRIES) throw storeAway(error);
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS * 2 ** attempt));
    }
  }
}
