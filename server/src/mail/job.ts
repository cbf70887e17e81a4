import type { Knex } from 'knex';
import type { Deps } from '../deps.js';
import type { Jobs } from '../drivers/queue/queue.js';
import { unseal } from '../seal.js';
import { RENDERERS, type MailContext, type MailKind, type Renderer } from './kinds.js';
import { localeOf } from './locale.js';
import { getMail, markSent, type MailRow } from './store.js';
import { mayBeSent } from './stranger-limit.js';
import { WORDS } from './words.js';

type MailDeps = Pick<Deps, 'db' | 'mail' | 'config'>;

/** Sends a stored mail once. Dying between sending and noting it sends the same message id again, which the driver ignores. */
export function mailHandler({ db, mail, config }: MailDeps): (payload: Jobs['mail']) => Promise<void> {
  return async ({ mailId, brandId }) => {
    const row = await getMail(db, brandId, mailId);
    if (!row || row.sent_at || row.withheld || !(await mayBeSent(db, config, row))) return;
    const locale = localeOf(row.locale) ?? 'en';
    const context: MailContext = {
      db,
      brandId,
      sender: await senderOf(db, row),
      adminUrl: config.adminUrl ? `${config.adminUrl}/` : `${config.publicUrl}/admin/`,
      locale,
      words: WORDS[locale],
      open: (sealed) => unseal(config.secret, 'mail', sealed),
    };
    const render = RENDERERS[row.kind] as Renderer<MailKind>;
    await mail.send({ id: row.id, to: row.recipient, ...(await render(JSON.parse(row.data) as never, context)) });
    await markSent(db, row);
  };
}

async function senderOf(db: Knex, row: MailRow): Promise<string> {
  const brand = row.brand_id && ((await db('brands').where({ id: row.brand_id }).first('name')) as { name: string } | undefined);
  return brand ? brand.name : 'Luneo';
}
