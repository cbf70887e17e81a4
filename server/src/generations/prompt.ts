import { Problem } from '../problem.js';
import { isDenied } from './moderation.js';

/** Longest prompt in characters (UTF-16 units), as in the contract. */
export const MAX_PROMPT = 2_000;

/** Controls but line breaks and tabs, marks that reorder text, and halves of characters. */
const CONTROL = /[^\P{Cc}\n\r\t]|[\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]|\p{Surrogate}/u;
/** What nobody sees and no font has: soft hyphens, zero-width spaces, byte order marks. Joiners stay: emoji and Persian need them. */
const NEVER_SEEN = /[\u00ad\u200b\u2060\ufeff]/g;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * A prompt ready to be understood: composed characters, plain spaces. Throws `prompt-invalid` when it is empty, too long or has
 * control characters, `prompt-rejected` when it asks for words that may not be made.
 */
export function readPrompt(input: string): string {
  if (input.length > MAX_PROMPT)
    throw new Problem('prompt-invalid', `The description has ${input.length} characters; ${MAX_PROMPT} is the most. Say it more briefly.`);
  if (CONTROL.test(input)) throw new Problem('prompt-invalid', 'The description contains control characters. Type it as plain text.');
  const prompt = input
    .normalize('NFC')
    .replaceAll(NEVER_SEEN, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\S\n]+/g, ' ')
    .trim();
  if (prompt.replaceAll(INVISIBLE, '').trim() === '')
    throw new Problem('prompt-invalid', 'The description is empty. Say what you would like.');
  if (isDenied(prompt)) throw new Problem('prompt-rejected', 'We cannot make this wording. Please choose other words.');
  return prompt;
}
