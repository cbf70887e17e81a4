import { wordsOf } from '../ui/locale.js';

const en = {
  title: 'Your account',
  password: 'Password',
  current: 'Current password',
  next: 'New password',
  passwordHint: 'At least ten characters. Every other session ends.',
  change: 'Change the password',
  changed: 'The password is changed.',
  wrongPassword: 'This is not your current password.',
  twoFactor: 'Two-factor sign-in',
  twoFactorOff: 'A code of your phone in addition to the password. Somebody who learns the password still cannot sign in.',
  twoFactorOn: 'It is on. Signing in asks for a code.',
  turnOn: 'Turn it on',
  turnOff: 'Turn it off',
  scan: 'Add this key to your authenticator, then enter the code that it shows.',
  openApp: 'Open in an authenticator on this device',
  secret: 'Key',
  code: 'Code',
  confirm: 'Confirm',
  wrongCode: 'This code does not work. Try the one that is shown now.',
  recovery: 'Recovery codes',
  recoveryText: 'Keep them safe: each signs you in once when your phone is gone. They are shown only now.',
  sessions: 'Where you are signed in',
  here: 'here',
  used: (when: string) => `used ${when}`,
  end: 'Sign out there',
  ended: 'That session is ended.',
  brands: 'Your brands',
  switch: 'Work here',
  currentBrand: 'now',
  unknownDevice: 'Unknown device',
};
export type AccountWords = typeof en;
export const words = await wordsOf<AccountWords>(en, {
  fr: () => import('./account.words.fr.js'),
  ar: () => import('./account.words.ar.js'),
});
