import { wordsOf } from '../ui/locale.js';

const en = {
  product: 'Luneo',
  menu: 'Menu',
  mainMenu: 'Main menu',
  skip: 'Skip to content',
  signOut: 'Sign out',
  language: 'Language',
  mode: 'Data on show',
  modes: { live: 'Live', test: 'Test' },
  testMode: 'Test mode: nothing here is real, and no money moves.',
  groups: { sell: 'Shop', build: 'Set up', brand: 'Brand', own: 'You' },
  sections: {
    start: 'Get started',
    orders: 'Orders',
    designs: 'Designs',
    work: 'Workshop',
    products: 'Products',
    commerce: 'Selling',
    keys: 'Keys and origins',
    webhooks: 'Webhooks',
    generation: 'Ideas by words',
    jobs: 'Background jobs',
    mails: 'Mails',
    team: 'Team',
    audit: 'Audit log',
    account: 'Your account',
  },
  unconfirmed: (day: string) =>
    `Confirm your e-mail address by ${day}: open the link that we mailed you. After that day the brand can only be looked at.`,
  overdue: 'Your e-mail address was not confirmed in time, so this brand can only be looked at. Confirm it, and everything goes on.',
  unconfirmedOther: (day: string) =>
    `The address of this brand must be confirmed by ${day}. After that day the brand can only be looked at.`,
  suspended: 'This brand is suspended: nothing can be sold until the platform lifts it.',
  resend: 'Send the mail again',
  resent: 'The mail is on its way.',
  broken: 'This page could not be loaded. Check the connection and try again.',
  nowhere: 'There is no such page',
  nowhereText: 'It does not exist, or is not for your role.',
  toFirst: 'Go to the first page',
  leave: { heading: 'Leave without saving?', text: 'What you changed here is not saved yet.', action: 'Leave without saving' },
  expired: 'Your session has ended',
  expiredText: 'Sign in again to go on. Everything you typed is still here.',
  noServer: 'The server cannot be reached right now.',
};
export type ShellWords = typeof en;
export const words = await wordsOf<ShellWords>(en, { fr: () => import('./words.fr.js'), ar: () => import('./words.ar.js') });
