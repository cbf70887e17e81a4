import type { Deps } from '../deps.js';
import { route, type Route } from '../route.js';
import { CLIPART } from './library.js';

const body = Buffer.from(JSON.stringify({ items: CLIPART }));

/** The library is the same for every brand, so it is written once. */
export function clipartRoutes(_deps: Deps): Route[] {
  return [route('clipart.list', () => ({ status: 200, json: body, headers: { 'Cache-Control': 'private, max-age=3600' } }))];
}
