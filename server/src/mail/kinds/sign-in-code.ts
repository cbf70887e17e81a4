import type { Renderer } from '../kinds.js';
import { layout } from '../layout.js';

/** The code by which a shopper shows that an address is theirs. It stays out of the subject: lock screens show subjects. */
export const signInCode: Renderer<'sign-in-code'> = ({ sealedCode, minutes }, { sender, open, locale, words }) => {
  const { subject, heading, text, footer } = words.code;
  return layout({ locale, subject: subject(sender), sender, heading, paragraphs: [text(minutes)], code: open(sealedCode), footer });
};
