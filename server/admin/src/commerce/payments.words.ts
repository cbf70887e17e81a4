import { wordsOf } from '../ui/locale.js';

const en = {
  title: 'Payments',
  none: 'Live orders are paid to a Stripe account of your own, less the platform’s fee. None is connected yet: test orders work without, live orders are refused.',
  connect: 'Connect with Stripe',
  goOn: 'Go on with Stripe',
  leaves: 'Stripe asks for your business, a bank account and papers on a page of its own, and leads you back here.',
  notYours: 'An administrator of your brand sets this up.',
  states: { none: 'Not connected', setup: 'Not ready yet', ready: 'Ready' },
  ready: 'Live orders are charged on your Stripe account; what is left after the fees is paid out from there.',
  setup: 'Live orders are refused until Stripe says that the account is ready.',
  asked: (when: string) => `Stripe was asked ${when}`,
  again: 'Ask Stripe again',
  accountId: 'Account',
  connectedBy: 'Connected by',
  byBrand: 'Your own staff',
  byPlatform: 'The platform, which named this account',
  platformSetup:
    'The platform named this account, so it is set up in Stripe’s dashboard and not here. Disconnect it to set up one of your own.',
  asks: 'Stripe still asks for',
  asksSoon: 'Stripe will want this, too',
  kinds: {
    business: 'What kind of business you are',
    papers: 'Papers that show who you are',
    company: 'Details of your company',
    person: 'Details of whoever stands for the business',
    bank: 'A bank account for your payouts',
    terms: 'That you accept Stripe’s terms',
    profile: 'What you sell, and your website',
    statement: 'How you are named on your shoppers’ bank statements',
  },
  done: 'All done: live orders can be paid from now on.',
  expired: 'Stripe’s page had expired. Nothing you filled in is lost; go on whenever you like.',
  checking: 'Stripe is checking what you sent. That takes minutes, at times days; there is nothing for you to do.',
  noPayouts: 'Payments are taken, and Stripe holds your payouts back until it has what it asks for.',
  reason: (reason: string): string | null => {
    if (reason === 'requirements.past_due') return null;
    if (reason === 'requirements.pending_verification') return en.checking;
    if (reason === 'under_review') return 'Stripe is looking into this account. It writes to you if it needs something.';
    if (reason.startsWith('rejected')) return 'Stripe has refused this account. Ask Stripe for the reason, or connect another.';
    if (reason === 'disconnected') return 'This account was disconnected at Stripe. Disconnect it here, too, and connect again.';
    return `Stripe takes no payments for this account: ${reason}`;
  },
  disconnect: 'Disconnect',
  disconnectAsk: 'Disconnect this Stripe account?',
  disconnectText: 'Live orders cannot be paid until one is connected again. The account and its money stay with you at Stripe.',
  disconnected: 'The account is disconnected.',
};
export type PaymentsWords = typeof en;
export const words = await wordsOf<PaymentsWords>(en, {
  fr: () => import('./payments.words.fr.js'),
  ar: () => import('./payments.words.ar.js'),
});
