import { RETURN_URLS } from '../../orders/testing.js';
import { newId } from '../../id.js';
import { having, ofBrand, ofMode, ofShopper, own, type Make, type Rows } from '../row.js';
import { coupon, deadJob, inBrand, order, snapshot, webhookDelivery, webhookEndpoint } from './make.js';

const paid =
  (body?: object): Make =>
  async (owner, cast) => ({ params: { orderId: await order(owner, cast) }, ...(body && { body }) });
const unpaid =
  (body?: object): Make =>
  async (owner, cast) => ({ params: { orderId: await order(owner, cast, false) }, ...(body && { body }) });
const items: Make = async (owner) => ({ body: { items: [{ snapshotId: await snapshot(owner), quantity: 1 }] } });
const cart: Make = async (owner, cast) => ({
  body: { ...((await items(owner, cast)).body as object), email: 'ana@example.com', ...RETURN_URLS },
});
const afterProduction: Make = async (owner, cast) => {
  const sample = await paid({})(owner, cast);
  await owner.ask('POST', `/v1/orders/${sample.params!['orderId']}/ship`, { carrier: 'Post' }, owner.secretKey);
  return sample;
};
const ofCoupon = (body?: object): Make => inBrand(async (owner) => ({ params: { couponId: await coupon(owner) }, ...(body && { body }) }));
const ofEndpoint =
  (body?: object): Make =>
  async (owner) => ({
    params: { endpointId: await webhookEndpoint(owner) },
    ...(body && { body }),
  });
const ofDelivery =
  (body?: object): Make =>
  async (owner) => ({
    params: { deliveryId: await webhookDelivery(owner) },
    ...(body && { body }),
  });
const commerce = {
  shipping: [],
  tax: { inclusive: true, taxShipping: true, rates: [] },
  country: 'FR',
  addressRequired: false,
  fabricators: { default: null, products: [] },
  stripeAccountId: null,
};
const SETTINGS = { modeless: 'one set of rules for both modes' };
const hook = { url: 'https://hooks.example.com/luneo' };

export const orders: Rows = {
  'orders.create': ofShopper(cart),
  'orders.quote': ofShopper(items),
  'orders.list': own(having(order)),
  'orders.get': ofShopper(paid()),
  'orders.cancel': ofShopper(unpaid({})),
  'orders.refund': ofBrand(paid({ amount: 100 })),
  'orders.refunds': ofBrand(paid()),
  'orders.files': ofBrand(paid()),
  // The files are ready, so there is nothing to try again.
  'orders.print.retry': ofBrand(paid({}), { control: [200, 409] }),
  'orders.assign': ofBrand(async (owner, cast) => ({
    ...(await paid()(owner, cast)),
    body: { fabricatorId: (await owner.brand.member('fabricator')).userId },
  })),
  'orders.produce': ofBrand(paid({})),
  'orders.ship': ofBrand(paid({ carrier: 'Post' })),
  'orders.deliver': ofBrand(afterProduction),
  'production.list': own(having(order)),
  'production.get': ofBrand(paid()),

  'commerce.get': ofBrand(inBrand(), SETTINGS),
  'commerce.replace': ofBrand(
    inBrand(() => ({ body: commerce })),
    SETTINGS,
  ),
  'paymentAccount.get': ofBrand(inBrand(), SETTINGS),
  'paymentAccount.onboard': ofBrand(
    inBrand(() => ({ body: {} })),
    SETTINGS,
  ),
  'coupons.list': ofMode(inBrand()),
  'coupons.create': ofMode(inBrand(() => ({ body: { code: `N${newId('c').slice(-10)}`, discount: { kind: 'percent', percent: 5 } } }))),
  'coupons.update': ofBrand(ofCoupon({ isActive: false })),
  'coupons.delete': ofBrand(ofCoupon()),
  'ledger.list': ofMode(inBrand()),

  'webhooks.stripe': own(() => ({ body: '{}', headers: { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=00' } }), {
    control: [400, 401],
    modeless: 'anybody',
  }),
  'webhooks.list': own(having(webhookEndpoint)),
  'webhooks.create': own(() => ({ body: hook })),
  'webhooks.get': ofBrand(ofEndpoint()),
  'webhooks.update': ofBrand(ofEndpoint({ description: 'mine' })),
  'webhooks.delete': ofBrand(ofEndpoint()),
  'webhooks.rotate': ofBrand(ofEndpoint({})),
  'webhooks.enable': ofBrand(ofEndpoint({})),
  'webhooks.disable': ofBrand(ofEndpoint({})),
  'webhooks.test': ofBrand(ofEndpoint({})),
  'webhooks.deliveries': ofBrand(ofEndpoint()),
  'webhooks.replayRange': ofBrand(ofEndpoint({ since: '2026-01-01T00:00:00Z' })),
  'webhooks.delivery': ofBrand(ofDelivery()),
  'webhooks.replay': ofBrand(ofDelivery({})),
  'webhooks.verify': ofBrand(async (owner) => ({
    body: { payload: '{}', headers: {}, endpointId: await webhookEndpoint(owner) },
  })),
  'jobs.list': ofBrand(inBrand(having(deadJob)), { modeless: 'work of both modes waits in one queue' }),
  'jobs.retry': ofBrand(async (owner, cast) => ({ params: { jobId: await deadJob(owner, cast) }, body: {} }), {
    modeless: 'work of both modes waits in one queue',
  }),
};
