import { newId } from '../../id.js';
import { interBytes, testTemplate } from '../../testing-catalogue.js';
import { ofBrand, own, type Make, type Rows } from '../row.js';
import { inBrand, PNG } from './make.js';

const CATALOGUE = { modeless: 'both modes sell the same catalogue' };
const product: Make = (owner) => ({ params: { productId: owner.catalogue.product.id } });
const priced: Make = async (owner, cast) => ({ ...(await product(owner, cast)), body: { document: owner.catalogue.document } });
const input = (font: string, status = 'draft') => ({
  slug: newId('s').toLowerCase().replaceAll('_', '-'),
  name: 'Plate',
  description: '',
  status,
  imageUrl: null,
  template: testTemplate(font),
});
const media: Make = async (owner) => {
  const path = `/v1/brands/${owner.brandId}/media?name=${owner.canary}.png`;
  const { id } = (await owner.ask('POST', path, PNG, owner.secretKey, { 'content-type': 'image/png' })).body;
  return { params: { mediaId: id } };
};

export const catalogue: Rows = {
  'products.list': own(undefined, { ...CATALOGUE, isShared: true }),
  'products.get': ofBrand(product, CATALOGUE),
  'products.create': ofBrand(
    inBrand((owner) => ({ body: input(owner.catalogue.font.id) })),
    CATALOGUE,
  ),
  'products.update': ofBrand(
    inBrand(async (owner, cast) => ({ ...(await product(owner, cast)), body: input(owner.catalogue.font.id, 'published') })),
    CATALOGUE,
  ),
  'products.price': ofBrand(priced, CATALOGUE),
  'products.preflight': ofBrand(priced, CATALOGUE),
  'clipart.list': own(undefined, { ...CATALOGUE, isShared: true }),
  'fonts.list': own(undefined, { ...CATALOGUE, isShared: true }),
  'fonts.create': own(
    async () => ({ query: { family: newId('Font') }, body: await interBytes(), headers: { 'content-type': 'font/ttf' } }),
    CATALOGUE,
  ),
  'media.create': ofBrand(
    inBrand(() => ({ query: { name: 'a.png' }, body: PNG, headers: { 'content-type': 'image/png' } })),
    CATALOGUE,
  ),
  'media.list': ofBrand(inBrand(), CATALOGUE),
  'media.delete': ofBrand(inBrand(media), CATALOGUE),
};
