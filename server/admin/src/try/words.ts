import { wordsOf } from '../ui/locale.js';

const en = {
  title: (name: string) => `Try “${name}”`,
  loading: 'Try it',
  test: 'Just as shoppers see it. Designs and orders made here are test data; what is made from words counts in your budget.',
  draft: 'Draft',
  published: 'Published',
  back: 'Edit the product',
  size: 'Width of the page',
  sizes: { full: 'Full', phone: 'Phone' },
  language: 'Language of the shopper',
  afresh: 'Start afresh',
  changed: 'The product was changed in another tab.',
  reload: 'Show the change',
  ordered: 'The test order is placed.',
  openOrder: 'Open the order',
  signIn: 'Sign in first, then try the product.',
  toSignIn: 'Sign in',
  noProduct: 'This page does not say which product to try.',
  toProducts: 'All products',
  noBundle: 'The customizer could not be loaded. Look whether /cdn/v1/luneo.js is there, then try again.',
};
export type TryWords = typeof en;
export const words = await wordsOf<TryWords>(en, { fr: () => import('./words.fr.js'), ar: () => import('./words.ar.js') });
