import type { Renderer } from '../kinds.js';
import { layout, personName } from '../layout.js';

/** Asks the owner of an address to confirm it. */
export const verifyEmail: Renderer<'verify-email'> = ({ name, sealedToken }, { sender, adminUrl, open }) =>
  layout({
    subject: 'Confirm your e-mail address',
    sender,
    heading: 'Confirm your e-mail address.',
    paragraphs: [`Hello ${personName(name)}, please confirm that this address is yours. The link works once, for 24 hours.`],
    button: { label: 'Confirm address', url: `${adminUrl}#/verify?token=${open(sealedToken)}` },
    footer: 'If you did not sign up, ignore this message: nothing happens.',
  });
