import type { Words } from '../words.js';

/** Ce que disent les messages en français. */
export const fr: Words = {
  hello: (name) => (name === null ? 'Bonjour' : `Bonjour ${name}`),
  confirmation: {
    subject: (brand, number) => `${brand} : votre commande ${number}`,
    heading: 'Merci pour votre commande.',
    text: 'Nous la réalisons dès maintenant, exactement comme vous l’avez dessinée.',
    order: (number) => `Commande ${number}`,
    total: 'Total',
  },
  shipped: {
    subject: (brand, number) => `${brand} : votre commande ${number} est en route`,
    heading: 'Votre commande est en route.',
    text: (number) => `La commande ${number} a quitté notre atelier.`,
    parcel: (parcel) => `Colis : ${parcel}.`,
    follow: 'Suivre mon colis',
  },
  refunded: {
    subject: (brand, number) => `${brand} : remboursement de la commande ${number}`,
    heading: 'Votre remboursement est en route.',
    text: (amount, number) => `Nous avons remboursé ${amount} pour la commande ${number}. Votre banque l’affichera d’ici quelques jours.`,
  },
  verify: {
    subject: 'Confirmez votre adresse e-mail',
    text: (hello) => `${hello}, veuillez confirmer que cette adresse est la vôtre. Le lien fonctionne une seule fois, pendant 24 heures.`,
    button: 'Confirmer l’adresse',
    footer: 'Si vous n’avez pas créé de compte, ignorez ce message : rien ne se passera.',
  },
  change: {
    subject: 'Confirmez votre nouvelle adresse e-mail',
    text: (hello) =>
      `${hello}, veuillez confirmer que votre compte doit désormais porter cette adresse. Le lien fonctionne une seule fois, pendant une heure.`,
    button: 'Confirmer l’adresse',
    footer: 'Si vous n’avez pas de compte chez nous, ignorez ce message : rien ne se passera.',
  },
  reset: {
    subject: 'Choisissez un nouveau mot de passe',
    text: (hello) =>
      `${hello}, un nouveau mot de passe a été demandé pour ce compte. Le lien fonctionne une seule fois, pendant une heure.`,
    button: 'Choisir un mot de passe',
    footer: 'Si ce n’était pas vous, ignorez ce message : votre mot de passe reste inchangé.',
  },
  code: {
    subject: (brand) => `${brand} : votre code`,
    heading: 'Votre code.',
    text: (minutes) => `Saisissez ce code dans la boutique pour garder vos créations. Il est valable ${minutes} minutes.`,
    footer: 'Ne communiquez ce code à personne. Si vous ne l’avez pas demandé, ignorez ce message.',
  },
  invitation: {
    somebody: 'Quelqu’un',
    subject: (who, brand) => `${who} vous invite à rejoindre ${brand}`,
    heading: (brand) => `Rejoignez ${brand} sur Luneo.`,
    text: (who, brand, role) =>
      `${who} vous invite à travailler avec ${brand} : vous y seriez ${role}. Le lien fonctionne une seule fois, pendant sept jours.`,
    roles: {
      brand_admin: 'administrateur ou administratrice',
      brand_user: 'membre de l’équipe',
      fabricator: 'responsable de la fabrication',
    },
    button: 'Accepter',
    footer: 'Si vous ne savez pas de qui il s’agit, ignorez ce message.',
  },
  budget: {
    subject: (percent) => `${percent} % du budget de génération est utilisé`,
    text: (day, spent, budget) => `Au ${day}, ${spent} sur les ${budget} du mois ont été dépensés.`,
    stopped:
      'Les clients peuvent modifier leurs créations, mais plus en générer, jusqu’à la fin du mois ou jusqu’à ce que vous augmentiez le budget.',
    stops: 'La génération s’arrête à 100 %.',
    button: 'Ouvrir les réglages',
  },
  webhook: {
    subject: 'Un point de terminaison de webhook a été désactivé',
    text: (url, why) => `Nous n’envoyons plus d’événements à ${url}. ${why}`,
    reasons: {
      gone: 'Il a répondu 410 Gone, ce qui demande de ne plus rien envoyer.',
      failing: 'Toutes les tentatives échouent depuis cinq jours.',
    },
    next: 'Quand il fonctionnera de nouveau, réactivez-le et renvoyez ce qu’il a manqué : les événements sont notés entre-temps.',
    button: 'Ouvrir les webhooks',
  },
  notice: {
    button: 'Ouvrir Luneo',
    ignore: 'Si ce n’était pas vous, ignorez ce message.',
    act: 'Si ce n’était pas vous, choisissez immédiatement un nouveau mot de passe.',
    contact: 'Si ce n’était pas vous, écrivez immédiatement à qui gère cette installation.',
    events: {
      exists: {
        subject: 'Vous avez déjà un compte',
        text: 'Quelqu’un a tenté de créer un compte avec cette adresse. Vous en avez déjà un : connectez-vous, ou choisissez un nouveau mot de passe.',
      },
      'password-changed': {
        subject: 'Votre mot de passe a été modifié',
        text: 'Le mot de passe de votre compte a été modifié et les autres sessions ont été fermées.',
      },
      'totp-enabled': {
        subject: 'La connexion en deux étapes est activée',
        text: 'Désormais, la connexion demande un code de votre application d’authentification.',
      },
      'totp-disabled': {
        subject: 'La connexion en deux étapes est désactivée',
        text: 'Désormais, votre mot de passe suffit pour vous connecter.',
      },
      'session-replayed': {
        subject: 'Une session a été fermée',
        text: 'Un ancien jeton de session de votre compte a servi une seconde fois : nous avons fermé cette session. Reconnectez-vous.',
      },
      'email-changing': {
        subject: 'Une nouvelle adresse e-mail a été demandée',
        text: 'Quelqu’un qui connaît votre mot de passe veut donner une autre adresse e-mail à votre compte. Elle changera dès que la nouvelle sera confirmée.',
      },
      'email-changed': {
        subject: 'Votre adresse e-mail a été modifiée',
        text: 'Votre compte porte désormais une autre adresse e-mail, et celle-ci ne permet plus de se connecter. Toutes les sessions ont été fermées.',
      },
      'account-deleted': {
        subject: 'Votre compte a été supprimé',
        text: 'Votre compte et ses sessions n’existent plus. Personne ne peut les rétablir.',
      },
    },
  },
};
