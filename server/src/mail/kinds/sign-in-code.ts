import type { Renderer } from '../kinds.js';
import { layout } from '../layout.js';

/** The code by which a shopper shows that an address is theirs. It stays out of the subject: lock screens show subjects. */
export const signInCode: Renderer<'sign-in-code'> = ({ sealedCode, minutes }, { sender, open }) =>
  layout({
    subject: `${sender}: your code`,
    sender,
    heading: 'Your code.',
    paragraphs: [`Type this code in the shop to keep your designs. It works for ${minutes} minutes.`],
    code: open(sealedCode),
    footer: 'Never tell anybody this code. If you did not ask for it, ignore this message.',
  });
