import type { Deps } from '../deps.js';
import { route, type Route } from '../route.js';
import { listMails, toMailRecord } from './store.js';

export function mailRoutes({ db }: Pick<Deps, 'db'>): Route[] {
  return [
    route('mails.list', async ({ scope, query }) => {
      const { rows, nextCursor } = await listMails(db, scope, query);
      return { status: 200, body: { items: rows.map(toMailRecord), nextCursor } };
    }),
  ];
}
