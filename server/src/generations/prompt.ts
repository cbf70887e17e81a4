import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';
import { Problem } from '../problem.js';

/** Longest prompt in characters (UTF-16 units), as in the contract. */
export const MAX_PROMPT = 2_000;

/** Controls but line breaks and tabs, marks that reorder text, and halves of characters. */
const CONTROL = /[^\P{Cc}\n\r\t]|[\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]|\p{Surrogate}/u;
/** Letters that only fill or hide: taken out before words are matched. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

const english = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
/** Insults and hate that no brand wants on its products; compared as whole words without accents. French, and English ones that the data set leaves out. */
const DENIED = new Set(
  (
    'encule encules enculer enculee salope salopes salopard connard connards connasse connasses pute putes putain batard batards ' +
    'bougnoule bougnoules youpin youpins negro negros bamboula pede pedes tapette tarlouze gouine nazi nazis hitler heil nique niquer ntm fdp'
  ).split(' '),
);

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
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\S\n]+/g, ' ')
    .trim();
  if (prompt.replaceAll(INVISIBLE, '').trim() === '')
    throw new Problem('prompt-invalid', 'The description is empty. Say what you would like.');
  moderate(prompt);
  return prompt;
}

/** Throws `prompt-rejected`. The refused word is not repeated. */
function moderate(prompt: string): void {
  const plain = prompt.normalize('NFKC').replaceAll(INVISIBLE, '');
  const folded = plain.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const isDenied = (folded.match(/[a-z]+/g) ?? []).some((word) => DENIED.has(word));
  if (isDenied || english.hasMatch(plain) || english.hasMatch(folded))
    throw new Problem('prompt-rejected', 'We cannot make this wording. Please choose other words.');
}
