import type { SignInWords } from './words.js';

export const words: SignInWords = {
  signIn: 'Se connecter',
  signingIn: 'Connexion …',
  email: 'E-mail',
  password: 'Mot de passe',
  forgot: 'Mot de passe oublié ?',
  newHere: 'Nouveau ici ?',
  registerBrand: 'Inscrire votre marque',
  or: 'ou',
  with: (provider) => `Continuer avec ${provider}`,
  codeHeading: 'Connexion en deux étapes',
  codeText: 'Saisissez les six chiffres affichés par votre application d’authentification.',
  code: 'Code',
  recoveryText: 'Saisissez l’un des codes de secours que vous avez gardés. Il ne sert qu’une fois.',
  recoveryCode: 'Code de secours',
  useRecovery: 'Utiliser un code de secours',
  useCode: 'Utiliser l’application',
  verify: 'Continuer',
  wrongCode: 'Ce code ne fonctionne pas. Les codes changent toutes les 30 secondes : essayez celui affiché maintenant.',
  providerFailed: 'Le fournisseur ne vous a pas connecté. Utilisez votre mot de passe, puis liez-le dans votre compte.',
  otherAccount: 'Utiliser un autre compte',
};
