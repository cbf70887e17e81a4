import { Problem } from '../problem.js';
import { isBlocked, isDenied } from './moderation.js';
import { say } from './sentences.js';

/** Longest prompt in characters (UTF-16 units), as in the contract. */
export const MAX_PROMPT = 2_000;

/** Controls but line breaks and tabs, marks that reorder text, and halves of characters. */
const CONTROL = /[^\P{Cc}\n\r\t]|[\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]|\p{Surrogate}/u;
/** What nobody sees and no font has: soft hyphens, zero-width spaces, byte order marks. Joiners stay: emoji and Persian need them. */
const NEVER_SEEN = /[\u00ad\u200b\u2060\ufeff]/g;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * A prompt ready to be understood: composed characters, plain spaces. Throws `prompt-invalid` when it is empty, too long or has
 * control characters, `prompt-rejected` when it asks for words that may not be made, or that the brand does not want; the
 * sentence is in the prompt's language.
 */
export function readPrompt(input: string, blocklist: readonly string[] = []): string {
  if (input.length > MAX_PROMPT) throw new Problem('prompt-invalid', say(input, 'tooLong', { n: input.length, most: MAX_PROMPT }));
  if (CONTROL.test(input)) throw new Problem('prompt-invalid', say(input, 'controls'));
  const prompt = input
    .normalize('NFC')
    .replaceAll(NEVER_SEEN, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\S\n]+/g, ' ')
    .trim();
  if (prompt.replaceAll(INVISIBLE, '').trim() === '') throw new Problem('prompt-invalid', say(input, 'empty'));
  if (isDenied(prompt)) throw new Problem('prompt-rejected', say(prompt, 'rejected'));
  if (isBlocked(prompt, blocklist)) throw new Problem('prompt-rejected', say(prompt, 'blocked'));
  return prompt;
}
