import { join } from 'node:path';
import { ConfigError, isLoopback, oneOf, type Env } from './env.js';

export interface S3Config {
  kind: 's3';
  bucket: string;
  region: string;
  /** `null`: Amazon's own for the region. */
  endpoint: string | null;
  /** `null`: what the machine's role or profile gives. */
  credentials: { accessKeyId: string; secretAccessKey: string } | null;
  /** Bucket in the path instead of the host name, as most servers other than Amazon's want it. */
  pathStyle: boolean;
  /** In front of every key; ends with `/` or is empty. */
  prefix: string;
}
export interface CloudinaryConfig {
  kind: 'cloudinary';
  cloudName: string;
  apiKey: string;
  apiSecret: string;
  apiBase: string;
  folder: string;
}
export type FilesConfig = { kind: 'disk'; folder: string } | S3Config | CloudinaryConfig;

/** `S3_BUCKET` and its like, or `CLOUDINARY_URL`; without both, the data folder. Throws `ConfigError`. */
export function readFiles(env: Env, dataDir: string, production: boolean): FilesConfig {
  if (env['S3_BUCKET'] && env['CLOUDINARY_URL']) throw new ConfigError('S3_BUCKET', 'and CLOUDINARY_URL exclude each other: set one');
  if (env['S3_BUCKET']) return readS3(env, production);
  if (env['CLOUDINARY_URL']) return readCloudinary(env, env['CLOUDINARY_URL'], production);
  const orphan = ['S3_ENDPOINT', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY', 'S3_REGION', 'S3_PREFIX'].find((name) => env[name]);
  if (orphan) throw new ConfigError(orphan, 'is set, but S3_BUCKET is not');
  return { kind: 'disk', folder: join(dataDir, 'files') };
}

function readS3(env: Env, production: boolean): S3Config {
  const bucket = env['S3_BUCKET']!;
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    throw new ConfigError('S3_BUCKET', `must be the name of a bucket, not "${bucket}"`);
  const endpoint = env['S3_ENDPOINT'] ? address('S3_ENDPOINT', env['S3_ENDPOINT'], production) : null;
  const [id, secret] = [env['S3_ACCESS_KEY_ID'], env['S3_SECRET_ACCESS_KEY']];
  if (!id !== !secret) throw new ConfigError(id ? 'S3_SECRET_ACCESS_KEY' : 'S3_ACCESS_KEY_ID', 'must be set too');
  const prefix = env['S3_PREFIX']?.replaceAll(/^\/+|\/+$/g, '') ?? '';
  if (!/^[\w./-]{0,100}$/.test(prefix)) throw new ConfigError('S3_PREFIX', 'must be a path of letters, digits, ., _ and -');
  return {
    kind: 's3',
    bucket,
    region: env['S3_REGION'] || env['AWS_REGION'] || 'us-east-1',
    endpoint,
    credentials: id && secret ? { accessKeyId: id, secretAccessKey: secret } : null,
    pathStyle: oneOf(env, 'S3_PATH_STYLE', ['true', 'false'], endpoint ? 'true' : 'false') === 'true',
    prefix: prefix && `${prefix}/`,
  };
}

/** `cloudinary://KEY:SECRET@CLOUD`, as its console shows it; `?upload_prefix=` for another region's address. */
function readCloudinary(env: Env, given: string, production: boolean): CloudinaryConfig {
  const parsed = URL.canParse(given) ? new URL(given) : null;
  if (parsed?.protocol !== 'cloudinary:' || !parsed.username || !parsed.password || !parsed.hostname)
    throw new ConfigError('CLOUDINARY_URL', 'must be cloudinary://KEY:SECRET@CLOUD');
  const folder = env['CLOUDINARY_FOLDER'] || 'luneo';
  if (!/^[\w-]{1,60}$/.test(folder)) throw new ConfigError('CLOUDINARY_FOLDER', 'must be one name of letters, digits, _ and -');
  return {
    kind: 'cloudinary',
    cloudName: parsed.hostname,
    apiKey: decodeURIComponent(parsed.username),
    apiSecret: decodeURIComponent(parsed.password),
    apiBase: address('CLOUDINARY_URL', parsed.searchParams.get('upload_prefix') ?? 'https://api.cloudinary.com', production),
    folder,
  };
}

function address(variable: string, text: string, production: boolean): string {
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) throw new ConfigError(variable, `must lead to http(s)://HOST, not "${text}"`);
  if (production && parsed.protocol === 'http:' && !isLoopback(parsed.hostname))
    throw new ConfigError(variable, 'must be https in production: files and keys would cross the network in the clear');
  return parsed.href.replace(/\/$/, '');
}
