import { having, ofBrand, ofShopper, own, type Make, type Rows } from '../row.js';
import { asset, design, generation, inBrand, PNG, share, teamDesign, version } from './make.js';

const ofDesign =
  (body?: object): Make =>
  async (owner) => ({ params: { designId: (await design(owner)).id }, ...(body && { body }) });
const ofAsset =
  (body?: object): Make =>
  async (owner) => ({ params: { assetId: await asset(owner) }, ...(body && { body }) });
const ofGeneration =
  (body?: object): Make =>
  async (owner) => ({
    params: { generationId: await generation(owner) },
    ...(body && { body }),
  });
const settings = { monthCents: 100, dayCents: 50, shopperDayCents: 10, alertPercent: 75, blocklist: ['forbidden'] };
const BUDGET = { modeless: 'one budget pays for both modes' };

export const designs: Rows = {
  'assets.create': own(() => ({ query: { name: 'a.png' }, body: PNG, headers: { 'content-type': 'image/png' } })),
  'assets.get': ofShopper(ofAsset()),
  // Only pictures that were made from words can be kept: this one was uploaded.
  'assets.keep': ofShopper(ofAsset({ kept: true }), { control: [200, 409] }),
  'designs.create': ofBrand((owner) => ({ body: { productId: owner.catalogue.product.id } }), { modeless: 'names a product only' }),
  'designs.list': own(having(design)),
  'designs.get': ofShopper(ofDesign()),
  'designs.update': ofShopper(async (owner) => {
    const { id, revision } = await design(owner);
    return { params: { designId: id }, headers: { 'if-match': `"${revision}"` }, body: { name: 'mine' } };
  }),
  'designs.finalize': ofShopper(ofDesign({})),
  'designs.files': ofBrand(ofDesign()),
  'designs.generate': ofShopper(ofDesign({ prompt: 'Write Ana' })),
  'designs.versions.list': ofShopper(ofDesign()),
  'designs.versions.create': ofShopper(ofDesign({ name: 'mine' })),
  'designs.versions.get': ofShopper(version),
  'designs.versions.delete': ofShopper(version),
  'designs.shares.list': ofShopper(ofDesign()),
  'designs.shares.create': ofShopper(ofDesign({ kind: 'view' })),
  'designs.shares.delete': ofShopper(async (owner) => {
    const { designId, id } = await share(owner);
    return { params: { designId, shareId: id } };
  }),
  // Whoever has the link may open it, also another shopper of the brand.
  'shared.get': ofBrand(async (owner) => ({ params: { token: (await share(owner)).token } })),
  'shared.remix': ofBrand(async (owner) => ({ params: { token: (await share(owner)).token }, body: {} })),
  'designs.rows.finalize': ofShopper(async (owner) => ({ params: { designId: await teamDesign(owner) }, body: {} })),
  'generations.get': ofShopper(ofGeneration()),
  'generations.cancel': ofShopper(ofGeneration({})),
  'brands.generation.get': ofBrand(inBrand(), BUDGET),
  'brands.generation.update': ofBrand(
    inBrand(() => ({ body: settings })),
    BUDGET,
  ),
  'admin.ai.costs': ofBrand((owner) => ({ body: { brandId: owner.brandId } }), BUDGET),
  'realtime.ticket': own(() => ({ body: {} })),
};
