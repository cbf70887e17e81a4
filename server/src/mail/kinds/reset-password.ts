import type { Renderer } from '../kinds.js';
import { layout, personName } from '../layout.js';

/** Lets whoever reads the account's mail choose a new password. */
export const resetPassword: Renderer<'reset-password'> = ({ name, sealedToken }, { sender, adminUrl, open, locale, words }) => {
  const { subject, text, button, footer } = words.reset;
  return layout({
    locale,
    subject,
    sender,
    heading: `${subject}.`,
    paragraphs: [text(words.hello(personName(name)))],
    button: { label: button, url: `${adminUrl}#/reset-password?token=${open(sealedToken)}` },
    footer,
  });
};
