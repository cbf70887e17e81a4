import type { TestReply } from '../testing.js';
import type { Cast } from './cast.js';
import type { Operation } from './operations.js';
import type { Sample } from './row.js';

/** Sends a sample as `token`, with `headers` over its own. */
export function send(
  { shop }: Cast,
  { method, path }: Operation,
  sample: Sample,
  token: string | null,
  headers: Record<string, string> = {},
): Promise<TestReply> {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(sample.params?.[name] ?? `missing_${name}`));
  const query = sample.query ? `?${new URLSearchParams(sample.query)}` : '';
  return shop.app.request(method, filled + query, {
    ...(token !== null && { token }),
    ...(sample.body !== undefined && { body: sample.body }),
    headers: { ...sample.headers, ...headers },
  });
}
