import type { Renderer } from '../kinds.js';
import { layout, personName } from '../layout.js';

/** Asks the owner of an address to confirm it. */
export const verifyEmail: Renderer<'verify-email'> = ({ name, sealedToken }, { sender, adminUrl, open, locale, words }) => {
  const { subject, text, button, footer } = words.verify;
  return layout({
    locale,
    subject,
    sender,
    heading: `${subject}.`,
    paragraphs: [text(words.hello(personName(name)))],
    button: { label: button, url: `${adminUrl}#/verify?token=${open(sealedToken)}` },
    footer,
  });
};
