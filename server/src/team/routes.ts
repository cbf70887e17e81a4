import type { Knex } from 'knex';
import { keyCacheOf } from '../auth/key-cache.js';
import { sessionCacheOf } from '../auth/session-cache.js';
import { findUser, getUser } from '../auth/users.js';
import { getBrandRow } from '../brands/store.js';
import type { Deps } from '../deps.js';
import { asSystem } from '../drivers/database/tenancy.js';
import { createOnce, readIdempotency } from '../idempotency.js';
import { queueMail, sealForMail } from '../mail/store.js';
import { route, type Route } from '../route.js';
import { acceptInvitation, isOwned } from './accept.js';
import { getInvitation, invite, listInvitations, readInvitation, revokeInvitation } from './invitations.js';
import { changeRole, listMembers, removeMember } from './members.js';

/** Who works for a brand, and who is asked to. */
export function teamRoutes({ db, config, limits, queue }: Deps): Route[] {
  return [
    route('members.list', async ({ scope }) => ({ status: 200, body: { items: await listMembers(db, scope) } })),

    route('members.update', async ({ scope, params, body }) => {
      const member = await db.transaction((tx) => changeRole(tx, scope, params.userId, body.role));
      sessionCacheOf(db).clear();
      return { status: 200, body: member };
    }),

    route('members.remove', async ({ scope, params }) => {
      await db.transaction((tx) => removeMember(tx, scope, params.userId));
      sessionCacheOf(db).clear();
      return { status: 204 };
    }),

    route('invitations.list', async ({ scope }) => ({ status: 200, body: { items: await listInvitations(db, scope) } })),

    route('invitations.create', async ({ scope, body, request }) => {
      await limits.take('codes', request, body.email);
      const create = async (tx: Knex) => {
        const made = await invite(tx, scope, body);
        const inviter = (await getUser(tx, scope.actorId))?.name ?? 'Somebody';
        const data = { inviter, role: body.role, sealedToken: sealForMail(config.secret, made.token) };
        const to = made.invitation.email;
        const locale = (await findUser(tx, to))?.locale ?? (await getBrandRow(tx, scope)).locale;
        await queueMail(queue, tx, { brandId: scope.brandId, kind: 'invitation', to, data, locale });
        return { id: made.invitation.id, made: made.invitation };
      };
      const once = readIdempotency(request, scope, body);
      return { status: 201, body: await createOnce(db, once, create, (id) => getInvitation(db, scope, id)) };
    }),

    route('invitations.revoke', async ({ scope, params }) => {
      await db.transaction((tx) => revokeInvitation(tx, scope, params.invitationId));
      return { status: 204 };
    }),

    route('invitations.read', ({ body }) =>
      asSystem(db, async () => {
        const { brand_id: brandId, email, role } = await readInvitation(db, body.token);
        const { name: brandName } = await getBrandRow(db, { brandId });
        return { status: 200, body: { brandId, brandName, email, role, hasAccount: isOwned(await findUser(db, email)) } };
      }),
    ),

    route('invitations.accept', ({ body, request }) =>
      asSystem(db, async () => {
        const accepted = await acceptInvitation(db, request, body);
        keyCacheOf(db).clear();
        sessionCacheOf(db).clear();
        return { status: 200, body: accepted };
      }),
    ),
  ];
}
