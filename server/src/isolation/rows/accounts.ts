import { newId } from '../../id.js';
import { having, ofAccount, ofBrand, ofMode, open, own, type Make, type Rows } from '../row.js';
import { design, inBrand, key } from './make.js';

const someone = () => `${newId('new')}@example.com`;
const TOKEN = 'a'.repeat(43);
const CSRF = { 'luneo-csrf': '1' };
const ACCOUNT = { modeless: 'accounts' };
/** A shopper's id is of one mode only. */
const PERSON = { modeless: 'what is kept of a person is of both modes' };
const MODELESS = { modeless: 'teams, brands and their log are one for both modes' };

/** A member of the team, who is also signed in. */
const asMember =
  (make: () => Awaited<ReturnType<Make>>): Make =>
  async (owner) => ({ token: (await owner.brand.member('brand_user')).token, ...make() });

const invitation: Make = async (owner) => {
  const body = { email: `${owner.canary}${newId('x')}@example.com`, role: 'brand_user' };
  const { id } = (await owner.ask('POST', `/v1/brands/${owner.brandId}/invitations`, body, owner.staffToken)).body;
  return { params: { invitationId: id } };
};
const member: Make = async (owner) => ({ params: { userId: (await owner.brand.member('brand_user')).userId } });
const ofKey = (body?: object): Make => inBrand(async (owner) => ({ params: { keyId: await key(owner) }, ...(body && { body }) }));
const refused = [400, 401, 403, 404, 409, 422] as const;

export const accounts: Rows = {
  'auth.login': open((owner) => ({ body: { email: owner.brand.staff.email, password: 'wrong' } }), { control: refused }),
  'auth.register': open(() => ({ body: { brandName: 'New', name: 'New', email: someone(), password: 'Quite a long sentence 7' } })),
  'auth.verify': open(() => ({ body: { token: TOKEN } }), { control: refused }),
  'auth.verify.resend': open((owner) => ({ body: { email: owner.brand.staff.email } })),
  'auth.refresh': open(() => ({ body: {}, headers: CSRF }), { control: refused }),
  'auth.logout': open(() => ({ body: {}, headers: CSRF }), { control: [204, 401] }),
  'auth.password.forgot': open(() => ({ body: { email: someone() } })),
  'auth.password.reset': open(() => ({ body: { token: TOKEN, password: 'Quite a long sentence 7' } }), { control: refused }),
  'auth.me': own(undefined, ACCOUNT),
  'auth.password.change': own(
    asMember(() => ({ body: { currentPassword: 'wrong', password: 'Quite a long sentence 7' } })),
    { ...ACCOUNT, control: [401] },
  ),
  'auth.email.change': own(
    asMember(() => ({ body: { email: someone(), password: 'wrong' } })),
    { ...ACCOUNT, control: [401] },
  ),
  'auth.account.delete': own(
    asMember(() => ({ body: { password: 'wrong' } })),
    { ...ACCOUNT, control: [401] },
  ),
  'auth.totp.begin': own(
    asMember(() => ({ body: { password: 'wrong' } })),
    { ...ACCOUNT, control: [401] },
  ),
  'auth.totp.confirm': own(() => ({ body: { code: '000000' } }), { ...ACCOUNT, control: refused }),
  'auth.totp.codes': own(() => ({ body: { code: '000000' } }), { ...ACCOUNT, control: refused }),
  'auth.totp.disable': own(() => ({ body: { code: '000000' } }), { ...ACCOUNT, control: refused }),
  'auth.sessions.list': own(undefined, ACCOUNT),
  'auth.sessions.end': ofAccount(async (owner) => {
    const { token } = await owner.brand.member('brand_admin');
    const { items } = (await owner.ask('GET', '/v1/auth/sessions', undefined, token)).body;
    return { params: { sessionId: items[0].id }, token };
  }),

  'auth.oauth.providers': open(),
  'auth.oauth.start': open(() => ({ params: { provider: 'acme' }, body: {}, headers: CSRF }), { control: refused }),
  'auth.oauth.link': own(() => ({ params: { provider: 'acme' }, body: { password: 'x' }, headers: CSRF }), {
    ...ACCOUNT,
    control: refused,
  }),
  'auth.oauth.callback': open(() => ({ params: { provider: 'acme' }, query: { code: 'x', state: 'x' } }), { control: refused }),
  'auth.oauth.second-factor': open(() => ({ body: { code: '000000' }, headers: CSRF }), { control: refused }),
  'auth.oauth.identities': own(undefined, ACCOUNT),
  'auth.oauth.unlink': ofAccount(async (owner, { shop }) => {
    const id = newId('idn');
    const row = {
      id,
      user_id: owner.userId,
      provider: newId('p').slice(0, 30),
      subject: id,
      label: owner.canary,
      created_at: '2026-01-01T00:00:00.000Z',
    };
    await shop.app.deps.db('identities').insert(row);
    return { params: { identityId: id } };
  }),

  'sessions.create': own(() => ({ body: {} })),
  'sessions.end': own(async (owner) => ({ token: await owner.shopperToken(newId('shp')) }), PERSON),
  'sessions.email': own(() => ({ body: { email: someone() } })),
  'sessions.email.confirm': own(() => ({ body: { email: someone(), code: '000000' } }), { control: refused }),
  'trials.create': ofBrand(inBrand(), { modeless: 'a trial is of test mode, whichever its staff look at' }),
  'sessions.link': own(() => ({ body: { customerId: newId('customer') } })),
  'sessions.export': own(having(design), PERSON),
  'sessions.erase': own(async (owner) => ({ token: await owner.shopperToken(newId('shp')) }), PERSON),
  'shoppers.export': own(async (owner) => {
    await design(owner);
    return { params: { ownerId: owner.shopper.ownerId } };
  }, PERSON),
  'shoppers.erase': own(() => ({ params: { ownerId: newId('shp') } }), PERSON),

  'keys.list': ofMode(inBrand()),
  'keys.create': ofMode(inBrand(() => ({ body: { kind: 'secret', name: 'mine' } }))),
  'keys.update': ofBrand(ofKey({ name: 'mine' })),
  'keys.rotate': ofBrand(ofKey({})),
  'keys.revoke': ofBrand(ofKey()),

  'brands.get': ofBrand(inBrand(), MODELESS),
  'brands.update': ofBrand(
    inBrand(() => ({ body: { locale: 'fr' } })),
    MODELESS,
  ),
  'brands.erase': ofBrand(
    inBrand(() => ({ query: { confirm: 'not its name' } })),
    { ...MODELESS, control: refused },
  ),
  'erasures.list': ofBrand(inBrand(), MODELESS),
  'members.list': ofBrand(inBrand(), MODELESS),
  'members.update': ofBrand(
    inBrand(async (owner, cast) => ({ ...(await member(owner, cast)), body: { role: 'fabricator' } })),
    MODELESS,
  ),
  'members.remove': ofBrand(inBrand(member), MODELESS),
  'invitations.list': ofBrand(inBrand(), MODELESS),
  'invitations.create': ofBrand(
    inBrand(() => ({ body: { email: someone(), role: 'brand_user' } })),
    MODELESS,
  ),
  'invitations.revoke': ofBrand(inBrand(invitation), MODELESS),
  'invitations.read': open(() => ({ body: { token: TOKEN } }), { control: refused }),
  'invitations.accept': open(() => ({ body: { token: TOKEN } }), { control: refused }),
  'audit.list': ofBrand(inBrand(), MODELESS),
  'mails.list': ofBrand(inBrand(), {
    modeless: 'invitations, say, are of both modes; what is of one is listed in that one (mail/stranger-limit.test.ts)',
  }),
};
