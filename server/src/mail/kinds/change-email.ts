import type { Renderer } from '../kinds.js';
import { layout, personName } from '../layout.js';

/** Asks the owner of an address whether an account may have it. */
export const changeEmail: Renderer<'change-email'> = ({ name, sealedToken }, { sender, adminUrl, open, locale, words }) => {
  const { subject, text, button, footer } = words.change;
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
