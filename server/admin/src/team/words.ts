import { wordsOf } from '../ui/locale.js';

const en = {
  title: 'Team',
  intro: 'Who works for your brand, and what they may do.',
  invite: 'Invite somebody',
  email: 'E-mail',
  role: 'Role',
  roles: { brand_admin: 'Administrator', brand_user: 'Staff', fabricator: 'Fabricator' },
  roleHints: {
    brand_admin: 'Everything, also keys, team and money',
    brand_user: 'Products, designs and orders',
    fabricator: 'Only the orders given to them, without prices',
  },
  send: 'Send the invitation',
  sent: (email: string) => `The invitation is on its way to ${email}.`,
  you: 'you',
  twoFactor: 'Two-factor',
  joined: (when: string) => `since ${when}`,
  removeMember: 'Remove',
  removeAsk: (name: string) => `Remove ${name}?`,
  removeText: 'They are signed out at once and can no longer work for your brand.',
  removed: (name: string) => `${name} is removed.`,
  open: 'Open invitations',
  expires: (when: string) => `valid until ${when}`,
  withdraw: 'Withdraw',
  withdrawn: 'The invitation is withdrawn.',
  roleOf: (name: string) => `Role of ${name}`,
  roleSaved: 'The role is changed.',
  lastAdmin: 'A brand needs at least one administrator.',
};
export type TeamWords = typeof en;
export const words = await wordsOf<TeamWords>(en, { fr: () => import('./words.fr.js'), ar: () => import('./words.ar.js') });
