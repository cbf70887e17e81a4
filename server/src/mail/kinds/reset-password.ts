import type { Renderer } from '../kinds.js';
import { layout, personName } from '../layout.js';

/** Lets whoever reads the account's mail choose a new password. */
export const resetPassword: Renderer<'reset-password'> = ({ name, sealedToken }, { sender, adminUrl, open }) =>
  layout({
    subject: 'Choose a new password',
    sender,
    heading: 'Choose a new password.',
    paragraphs: [`Hello ${personName(name)}, somebody asked for a new password for this account. The link works once, for one hour.`],
    button: { label: 'Choose a password', url: `${adminUrl}#/reset-password?token=${open(sealedToken)}` },
    footer: 'If that was not you, ignore this message: your password stays as it is.',
  });
