import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.js';
import { Email, name as Name } from '@luneo/sdk/contracts/common.js';
import { readConfig } from '../config.js';
import { ConfigError } from '../config/env.js';
import { openDatabase } from '../drivers/database/database.js';
import { migrate } from '../drivers/database/migrate.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { randomText } from '../id.js';
import { systemScope } from './brands.js';
import { createUser, findUser } from './users.js';

/** Makes an account that may act for every brand; returns its password, which is shown once. Throws `ConfigError` for an address that has an account. */
export async function makePlatformAdmin(db: Knex, email: string, name: string): Promise<string> {
  if (!Email.safeParse(email).success || !Name(120, 1).safeParse(name).success)
    throw new ConfigError('platform-admin', 'needs an e-mail address and a name');
  if (await findUser(db, email)) throw new ConfigError('platform-admin', `cannot use ${email}: it has an account already`);
  const password = randomText(24);
  const user = await createUser(db, { brandId: null, email, name, role: 'platform_admin', password });
  await recordAudit(db, systemScope(''), { action: 'platform_admin.created', target: user.id, data: { email: user.email } });
  return password;
}

/** `npm run platform-admin -- EMAIL NAME`, on the server, with the environment of the API. */
export async function main([email = '', name = '']: readonly string[]): Promise<string> {
  const db = openDatabase(readConfig().database);
  try {
    return await asSystem(db, async () => {
      await migrate(db);
      const password = await makePlatformAdmin(db, email, name);
      return `${email} may sign in with the password ${password}\nChange it, and turn on two-factor sign-in.`;
    });
  } finally {
    await db.destroy();
  }
}
