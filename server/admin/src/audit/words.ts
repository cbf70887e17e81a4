import { wordsOf } from '../ui/locale.js';

const en = {
  title: 'Audit log',
  intro: 'Who did what, newest first. It cannot be changed.',
  what: 'What',
  who: 'Who',
  target: 'What it was about',
  when: 'When',
  from: 'From',
  empty: 'Nothing happened yet',
  emptyText: 'Sensitive actions appear here: keys, team, refunds, publishing.',
  details: 'Details',
  allNouns: 'Everything',
  noneFit: 'Nothing fits.',
  actors: { user: 'Staff', key: 'Key', shopper: 'Shopper', system: 'Luneo' },
};
export type AuditWords = typeof en;
export const words = await wordsOf<AuditWords>(en, { fr: () => import('./words.fr.js'), ar: () => import('./words.ar.js') });
