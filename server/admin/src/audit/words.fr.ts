import type { AuditWords } from './words.js';

export const words: AuditWords = {
  title: 'Journal d’audit',
  intro: 'Qui a fait quoi, du plus récent au plus ancien. Non modifiable.',
  what: 'Quoi',
  who: 'Qui',
  target: 'Objet',
  when: 'Quand',
  from: 'Depuis',
  empty: 'Rien ne s’est encore passé',
  emptyText: 'Les actions sensibles apparaissent ici : clés, équipe, remboursements, publication.',
  details: 'Détails',
  allNouns: 'Tout',
  noneFit: 'Rien ne correspond.',
  actors: { user: 'Équipe', key: 'Clé', shopper: 'Client', system: 'Luneo' },
};
