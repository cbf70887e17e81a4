import type { StartWords } from './words.js';

export const words: StartWords = {
  title: 'Premiers pas',
  intro: 'Six étapes d’une marque vide à la première commande.',
  progress: (done, all) => `${done} sur ${all} faites`,
  steps: {
    verify: 'Confirmer votre adresse e-mail',
    product: 'Créer un produit',
    publish: 'Le publier',
    key: 'Créer une clé pour l’origine de votre boutique',
    paste: 'Coller l’extrait dans votre page',
    order: 'Passer une commande test',
  },
  texts: {
    verify: 'Ouvrez le lien que nous vous avons envoyé.',
    product: 'Une photo, une zone et un prix suffisent.',
    publish: 'Seuls les produits publiés peuvent être personnalisés.',
    key: 'Elle permet à vos pages, et à elles seules, d’afficher le produit.',
    paste: 'Un script et une balise. C’est fait dès que votre page a affiché le produit.',
    order: 'Payez avec la carte 4242 4242 4242 4242 en mode test.',
  },
  liveOrder: {
    step: 'Passer la première commande',
    text: 'Commandez dans votre boutique avec une vraie carte. Vous pouvez la rembourser sous « Commandes ».',
  },
  actions: {
    verify: 'Renvoyer l’e-mail',
    product: 'Nouveau produit',
    publish: 'Ouvrir le produit',
    key: 'Créer une clé',
    paste: 'Voir l’extrait',
    order: 'Voir les commandes',
  },
  done: 'Fait',
  mailSent: 'L’e-mail est en route.',
  allDone: 'Tout est prêt',
  allDoneText: 'Les commandes arrivent sous « Commandes ». Quand vous serez prêt à vendre, passez en ligne.',
  goLive: 'Passer en ligne',
  liveText: 'Passez de « Test » à « Réel » dans le menu pour créer des clés réelles et voir les vraies commandes.',
  live: 'Votre marque est en ligne',
  goLiveText: 'Nécessaire pour les clés et paiements réels.',
  liveAsk: {
    heading: 'Passer en ligne ?',
    text: 'Des clés réelles pourront être créées et de l’argent réel encaissé.',
    action: 'Passer en ligne',
  },
};
