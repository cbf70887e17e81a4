import type { TryWords } from './words.js';

export const words: TryWords = {
  title: (name) => `Essayer « ${name} »`,
  loading: 'Essayer',
  test: 'Exactement ce que voient les clients. Les créations et commandes faites ici sont des données de test ; ce qui est créé à partir de mots compte dans votre budget.',
  draft: 'Brouillon',
  published: 'Publié',
  back: 'Modifier le produit',
  size: 'Largeur de la page',
  sizes: { full: 'Pleine', phone: 'Téléphone' },
  language: 'Langue du client',
  afresh: 'Recommencer',
  changed: 'Le produit a été modifié dans un autre onglet.',
  reload: 'Afficher la modification',
  ordered: 'La commande de test est passée.',
  openOrder: 'Ouvrir la commande',
  signIn: 'Connectez-vous d’abord, puis essayez le produit.',
  toSignIn: 'Se connecter',
  noProduct: 'Cette page ne dit pas quel produit essayer.',
  toProducts: 'Tous les produits',
  noBundle: 'Le personnalisateur n’a pas pu être chargé. Vérifiez que /cdn/v1/luneo.js existe, puis réessayez.',
};
