import type { MailContext, Mails } from '../kinds.js';
import { layout, personName, type MailText } from '../layout.js';

/** A mail to an account with one button, which leads to `page` of the admin with the token. */
const accountLink =
  (which: 'verify' | 'reset' | 'change', page: 'verify' | 'reset-password') =>
  ({ name, sealedToken }: Mails['verify-email'], { sender, adminUrl, open, locale, words }: MailContext): MailText => {
    const { subject, text, button, footer } = words[which];
    return layout({
      locale,
      subject,
      sender,
      heading: `${subject}.`,
      paragraphs: [text(words.hello(personName(name)))],
      button: { label: button, url: `${adminUrl}#/${page}?token=${open(sealedToken)}` },
      footer,
    });
  };

/** Asks the owner of an address to confirm it. */
export const verifyEmail = accountLink('verify', 'verify');

/** Lets whoever reads the account's mail choose a new password. */
export const resetPassword = accountLink('reset', 'reset-password');

/** Asks the owner of an address whether an account may have it. */
export const changeEmail = accountLink('change', 'verify');
