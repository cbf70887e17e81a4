import { newId } from '../../id.js';
import { RETURN_URLS } from '../../orders/testing.js';
import type { Cast, Party } from '../cast.js';
import type { Make } from '../row.js';

/** 1 × 1 px, PNG. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
export const ADDRESS = { name: 'Ana', line1: '1 Main Street', city: 'Lyon', postalCode: '69001', country: 'FR' };

const db = ({ shop }: Cast) => shop.app.deps.db;

/** A design of the party's shopper, with the canary as its name. */
export async function design(owner: Party): Promise<{ id: string; revision: number; document: unknown }> {
  const { body } = await owner.ask('POST', '/v1/designs', { productId: owner.catalogue.product.id, name: `${owner.canary} design` });
  return body;
}

/** The same with a team list of one. */
export async function teamDesign(owner: Party): Promise<string> {
  const { id, revision, document } = await design(owner);
  const listed = { ...(document as object), rows: [{ id: 'one', quantity: 1, values: {} }] };
  await owner.ask('PATCH', `/v1/designs/${id}`, { document: listed }, owner.shopper.token, { 'if-match': `"${revision}"` });
  return id;
}

/** Params of a version of a design of the party's shopper. */
export const version: Make = async (owner) => {
  const { id: designId } = await design(owner);
  const { body } = await owner.ask('POST', `/v1/designs/${designId}/versions`, { name: `${owner.canary} version` });
  return { params: { designId, versionId: body.id } };
};

/** A link of the party's shopper that others of the brand may open. */
export async function share(owner: Party): Promise<{ id: string; designId: string; token: string }> {
  const { id: designId } = await design(owner);
  const { body } = await owner.ask('POST', `/v1/designs/${designId}/shares`, { kind: 'remix' });
  return { id: body.id, designId, token: body.token };
}

export async function snapshot(owner: Party): Promise<string> {
  const { id } = await design(owner);
  return (await owner.ask('POST', `/v1/designs/${id}/finalize`, {})).body.id;
}

export async function asset(owner: Party): Promise<string> {
  const path = `/v1/assets?name=${owner.canary}.png`;
  return (await owner.ask('POST', path, PNG, owner.shopper.token, { 'content-type': 'image/png' })).body.id;
}

export async function generation(owner: Party): Promise<string> {
  const { id } = await design(owner);
  const { body } = await owner.ask('POST', `/v1/designs/${id}/generations`, { prompt: `Write ${owner.canary}` });
  return body.generationId;
}

/** Orders are made and paid in test mode, for live ones need a connected account, and become live by their rows. */
export async function order(owner: Party, cast: Cast, isPaid = true): Promise<string> {
  const test = cast.a.test;
  const items = [{ snapshotId: await snapshot(test), quantity: 1 }];
  const body = { items, email: `${owner.canary}@example.com`, shippingAddress: { ...ADDRESS, name: owner.canary }, ...RETURN_URLS };
  const made = (await test.ask('POST', '/v1/orders', body)).body;
  if (isPaid) {
    await cast.shop.pay(made);
    await cast.shop.webhook(made);
    // No worker runs here: the files are said to be there.
    await db(cast)('orders').where({ id: made.id }).update({ print_status: 'ready' });
  }
  if (owner.mode === 'live') await db(cast)('orders').where({ id: made.id }).update({ mode: 'live', owner_id: owner.shopper.ownerId });
  return made.id;
}

export async function key(owner: Party): Promise<string> {
  const body = { kind: 'secret', name: `${owner.canary} key` };
  return (await owner.ask('POST', `/v1/brands/${owner.brandId}/keys`, body, owner.staffToken)).body.id;
}

export async function webhookEndpoint(owner: Party): Promise<string> {
  const { items } = (await owner.ask('GET', '/v1/webhooks/endpoints', undefined, owner.secretKey)).body;
  // There may be twenty of them.
  if (items.length >= 15) await owner.ask('DELETE', `/v1/webhooks/endpoints/${items.at(-1).id}`, undefined, owner.secretKey);
  const body = { url: 'https://hooks.example.com/luneo', description: `${owner.canary} hook` };
  return (await owner.ask('POST', '/v1/webhooks/endpoints', body, owner.secretKey)).body.id;
}

export async function webhookDelivery(owner: Party): Promise<string> {
  const id = await webhookEndpoint(owner);
  return (await owner.ask('POST', `/v1/webhooks/endpoints/${id}/test`, {}, owner.secretKey)).body.id;
}

export async function coupon(owner: Party): Promise<string> {
  const body = { code: `C${newId('c').slice(-10)}`, discount: { kind: 'percent', percent: 10 } };
  return (await owner.ask('POST', `/v1/brands/${owner.brandId}/coupons`, body, owner.secretKey)).body.id;
}

/** Work that was given up. */
export async function deadJob(owner: Party, cast: Cast): Promise<string> {
  const orderId = await order(owner, cast);
  const { queue } = cast.shop.app.deps;
  const key_ = newId('k');
  await db(cast).transaction((tx) => queue.add(tx, 'print', { orderId, brandId: owner.brandId }, { key: key_ }));
  const row = (await db(cast)('jobs').where({ key: key_ }).first('id')) as { id: string };
  await db(cast)('jobs').where({ id: row.id }).update({ status: 'dead', error: 'a reason', finished_at: new Date().toISOString() });
  return row.id;
}

/** Path of the brand, and what else the request needs. */
export const inBrand =
  (rest: Make = () => ({})): Make =>
  async (owner, cast) => {
    const sample = await rest(owner, cast);
    return { ...sample, params: { brandId: owner.brandId, ...sample.params } };
  };
