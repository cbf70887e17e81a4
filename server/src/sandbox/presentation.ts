import type { Call } from './api.js';
import { list } from './form.js';
import type { Kind } from './ledger.js';
import { shown } from './objects.js';

const KINDS: Record<string, Kind> = { pi: 'intent', ch: 'charge', txn: 'transaction', re: 'refund', dp: 'dispute', cs: 'session' };

/** An answer with what `expand` asks for in it: `payment_intent.latest_charge`, `line_items`. Lists are shown as they are. */
export function show(call: Call, object: object): object {
  const answer = shown(object);
  for (const path of list(call.form, 'expand')) {
    if (path === 'line_items' && 'line_items' in object) {
      Object.assign(answer, { line_items: { object: 'list', data: object.line_items, has_more: false } });
    } else if (typeof path === 'string') expand(call, answer as Record<string, unknown>, path.split('.'));
  }
  return answer;
}

function expand(call: Call, object: Record<string, unknown>, [name, ...rest]: string[]): void {
  const value = name === undefined ? undefined : object[name];
  if (name === undefined || value === undefined || value === null) return;
  const kind = typeof value === 'string' ? KINDS[value.split('_')[0]!] : undefined;
  const found = kind && call.ledger.get(kind, value as string);
  const inner = found ? shown(found) : typeof value === 'object' ? value : null;
  if (!inner) return;
  object[name] = inner;
  expand(call, inner as Record<string, unknown>, rest);
}

/** A page of a list, newest first. */
export function page({ url }: Pick<Call, 'url'>, data: readonly object[]): object {
  const limit = Math.min(Math.max(Number(url.searchParams.get('limit') ?? 10) || 10, 1), 100);
  return { object: 'list', url: url.pathname, has_more: data.length > limit, data: data.slice(0, limit).map(shown) };
}
