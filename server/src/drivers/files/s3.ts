import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { S3Config } from '../../config/files.js';
import { storeAway, storeFull, writeCheck } from './failure.js';
import type { FileStore } from './files.js';
import { checkKey } from './key.js';
import { UNTYPED } from './types.js';

const CONNECT_MS = 3_000;
/** Silence on a connection, not the length of a transfer. */
const SILENCE_MS = 20_000;
const TRIES = 3;
/** Written to see whether writing works: no file of anybody's. */
const CHECK = 'check';
const FULL = /^(QuotaExceeded|XMinioStorageFull|StorageFull|InsufficientStorage|NotEnoughSpace)/;

/**
 * Files in a bucket of Amazon S3 or of a server that speaks its API. Objects are private: no ACL is asked for, so the bucket's own
 * policy decides, and readers come through the API. An upload that breaks off leaves nothing.
 */
export function createS3Files({ bucket: Bucket, region, endpoint, credentials, pathStyle, prefix }: S3Config): FileStore {
  const client = new S3Client({
    region,
    forcePathStyle: pathStyle,
    ...(endpoint && { endpoint }),
    ...(credentials && { credentials }),
    maxAttempts: TRIES,
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
    // Only what every server understands; the MD5 below protects the transfer.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const at = (key: string) => ({ Bucket, Key: `${prefix}${checkKey(key)}` });

  const put: FileStore['put'] = async (key, bytes, contentType) => {
    const ContentMD5 = createHash('md5').update(bytes).digest('base64');
    await answered(client.send(new PutObjectCommand({ ...at(key), Body: bytes, ContentType: contentType, ContentMD5 })));
  };
  const checkWriting = writeCheck(() => put(CHECK, new Uint8Array([1]), UNTYPED));

  async function* list(): AsyncGenerator<string> {
    for (let ContinuationToken: string | undefined; ;) {
      const page = await answered(client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix, ContinuationToken })));
      for (const { Key } of page.Contents ?? []) if (Key && Key !== `${prefix}${CHECK}`) yield Key.slice(prefix.length);
      ContinuationToken = page.NextContinuationToken;
      if (!page.IsTruncated || !ContinuationToken) return;
    }
  }

  return {
    put,
    list,
    get: async (key) => {
      const found = await orNull(client.send(new GetObjectCommand(at(key))));
      return found ? answered(found.Body!.transformToByteArray()) : null;
    },
    stat: async (key) => {
      const found = await orNull(client.send(new HeadObjectCommand(at(key))));
      return found && { bytes: found.ContentLength ?? 0, contentType: found.ContentType ?? UNTYPED };
    },
    stream: async (key, range) => {
      const Range = range && `bytes=${range.start}-${range.end}`;
      const found = await orNull(client.send(new GetObjectCommand({ ...at(key), Range })));
      if (!found) return null;
      const whole = Number(/\/(\d+)$/.exec(found.ContentRange ?? '')?.[1] ?? found.ContentLength);
      return { body: found.Body as Readable, bytes: whole, contentType: found.ContentType ?? UNTYPED };
    },
    delete: async (key) => void (await answered(client.send(new DeleteObjectCommand(at(key))))),
    check: async () => {
      await answered(client.send(new HeadBucketCommand({ Bucket })));
      await checkWriting();
    },
  };
}

async function orNull<T>(sent: Promise<T>): Promise<T | null> {
  try {
    return await sent;
  } catch (error) {
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status === 404 && (error as Error).name !== 'NoSuchBucket') return null;
    throw toProblem(error);
  }
}

async function answered<T>(sent: Promise<T>): Promise<T> {
  try {
    return await sent;
  } catch (error) {
    throw toProblem(error);
  }
}

/** Whatever the reason, it is nothing that the caller did: a wrong key or a missing bucket is for us to mend. */
function toProblem(error: unknown): Error {
  const { name, $metadata } = error as S3ServiceException;
  return FULL.test(name) || $metadata?.httpStatusCode === 507 ? storeFull(error) : storeAway(error);
}
