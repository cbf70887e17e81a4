import { wordsOf } from '../ui/locale.js';

const en = {
  title: 'Get started',
  intro: 'Six steps from an empty brand to the first order.',
  progress: (done: number, all: number) => `${done} of ${all} done`,
  steps: {
    verify: 'Confirm your e-mail address',
    product: 'Create a product',
    publish: 'Publish it',
    key: 'Make a key for your shop’s origin',
    paste: 'Paste the snippet into your page',
    order: 'Place a test order',
  },
  texts: {
    verify: 'Open the link that we sent you.',
    product: 'A photo, a print area and a price are enough.',
    publish: 'Only published products can be personalised.',
    key: 'It lets your pages, and only yours, show the product.',
    paste: 'One script and one tag. It counts as done once your page has shown the product.',
    order: 'Pay with the card 4242 4242 4242 4242 in test mode.',
  },
  liveOrder: { step: 'Place the first order', text: 'Order it in your shop with a real card. You can refund it under “Orders”.' },
  actions: {
    verify: 'Send the mail again',
    product: 'New product',
    publish: 'Open the product',
    key: 'Make a key',
    paste: 'Show the snippet',
    order: 'Show orders',
  },
  done: 'Done',
  mailSent: 'The mail is on its way.',
  allDone: 'Everything is set up',
  allDoneText: 'Orders come in under “Orders”. When you are ready to sell for real, go live.',
  goLive: 'Go live',
  live: 'Your brand is live',
  liveText: 'Switch from “Test” to “Live” in the menu to make live keys and to see what is really ordered.',
  goLiveText: 'Live keys and real payments need it.',
  liveAsk: { heading: 'Go live?', text: 'Live keys can be made, and real money can be charged.', action: 'Go live' },
};
export type StartWords = typeof en;
export const words = await wordsOf<StartWords>(en, { fr: () => import('./words.fr.js'), ar: () => import('./words.ar.js') });
