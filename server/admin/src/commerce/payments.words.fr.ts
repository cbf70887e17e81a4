import type { PaymentsWords } from './payments.words.js';

export const words: PaymentsWords = {
  title: 'Paiements',
  none: 'Les commandes réelles sont payées sur votre propre compte Stripe, moins les frais de la plateforme. Aucun compte n’est encore connecté : les commandes de test s’en passent, les commandes réelles sont refusées.',
  connect: 'Se connecter avec Stripe',
  goOn: 'Continuer avec Stripe',
  leaves: 'Stripe demande, sur sa propre page, votre activité, un compte bancaire et des justificatifs, puis vous ramène ici.',
  notYours: 'Une personne qui administre votre marque s’en occupe.',
  states: { none: 'Non connecté', setup: 'Pas encore prêt', ready: 'Prêt' },
  ready: 'Les commandes réelles sont encaissées sur votre compte Stripe ; le reste, après frais, est viré depuis celui-ci.',
  setup: 'Les commandes réelles sont refusées tant que Stripe ne dit pas que le compte est prêt.',
  asked: (when) => `Stripe interrogé ${when}`,
  again: 'Interroger Stripe à nouveau',
  accountId: 'Compte',
  connectedBy: 'Connecté par',
  byBrand: 'Votre équipe',
  byPlatform: 'La plateforme, qui a désigné ce compte',
  platformSetup:
    'La plateforme a désigné ce compte : il se configure dans le tableau de bord de Stripe, pas ici. Déconnectez-le pour en configurer un à vous.',
  asks: 'Stripe demande encore',
  asksSoon: 'Stripe demandera aussi',
  kinds: {
    business: 'Le type de votre entreprise',
    papers: 'Des justificatifs d’identité',
    company: 'Les informations de votre société',
    person: 'Les informations de la personne qui représente l’entreprise',
    bank: 'Un compte bancaire pour vos virements',
    terms: 'Votre accord avec les conditions de Stripe',
    profile: 'Ce que vous vendez, et votre site',
    statement: 'Votre nom sur les relevés bancaires de vos clients',
  },
  done: 'Tout est prêt : les commandes réelles peuvent être payées dès maintenant.',
  expired: 'La page de Stripe avait expiré. Rien de ce que vous avez rempli n’est perdu ; continuez quand vous voulez.',
  checking: 'Stripe vérifie ce que vous avez envoyé. Cela prend quelques minutes, parfois des jours ; vous n’avez rien à faire.',
  noPayouts: 'Les paiements sont acceptés, mais Stripe retient vos virements jusqu’à recevoir ce qu’il demande.',
  reason: (reason) => {
    if (reason === 'requirements.past_due') return null;
    if (reason === 'requirements.pending_verification') return words.checking;
    if (reason === 'under_review') return 'Stripe examine ce compte. Il vous écrit s’il lui manque quelque chose.';
    if (reason.startsWith('rejected')) return 'Stripe a refusé ce compte. Demandez-lui pourquoi, ou connectez-en un autre.';
    if (reason === 'disconnected')
      return 'Ce compte a été déconnecté chez Stripe. Déconnectez-le aussi ici, puis connectez-vous à nouveau.';
    return `Stripe n’accepte pas de paiements pour ce compte : ${reason}`;
  },
  disconnect: 'Déconnecter',
  disconnectAsk: 'Déconnecter ce compte Stripe ?',
  disconnectText:
    'Les commandes réelles ne pourront plus être payées jusqu’à ce qu’un compte soit connecté. Le compte et son argent restent à vous chez Stripe.',
  disconnected: 'Le compte est déconnecté.',
};
