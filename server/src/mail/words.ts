import type { MailLocale } from './locale.js';
import { ar } from './words/ar.js';
import { en } from './words/en.js';
import { fr } from './words/fr.js';

/** Everything that mails say, in one language. English is the pattern of the others. */
export type Words = typeof en;
export type Notice = keyof Words['notice']['events'];

export const WORDS: Readonly<Record<MailLocale, Words>> = { en, fr, ar };
