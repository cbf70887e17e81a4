import { wordsOf } from '../ui/locale.js';

const en = {
  signIn: 'Sign in',
  signingIn: 'Signing in …',
  email: 'E-mail',
  password: 'Password',
  forgot: 'Forgot your password?',
  newHere: 'New here?',
  registerBrand: 'Register your brand',
  or: 'or',
  with: (provider: string) => `Go on with ${provider}`,
  codeHeading: 'Two-factor sign-in',
  codeText: 'Enter the six digits that your authenticator shows now.',
  code: 'Code',
  recoveryText: 'Enter one of the recovery codes that you kept. It works once.',
  recoveryCode: 'Recovery code',
  useRecovery: 'Use a recovery code',
  useCode: 'Use the authenticator',
  verify: 'Go on',
  wrongCode: 'This code does not work. Codes change every 30 seconds: try the one that is shown now.',
  providerFailed: 'The provider did not sign you in. Use your password, then link it in your account.',
  notLinked: 'This sign-in is linked to no account. Sign in with your password, then link it under “Your account”.',
  otherAccount: 'Use another account',
};
export type SignInWords = typeof en;
export const words = await wordsOf<SignInWords>(en, { fr: () => import('./words.fr.js'), ar: () => import('./words.ar.js') });
