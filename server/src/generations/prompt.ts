import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';
import { Problem } from '../problem.js';

/** Longest prompt in characters (UTF-16 units), as in the contract. */
export const MAX_PROMPT = 2_000;

/** C0 and C1 controls but line breaks and tabs, and the invisible marks that reorder or hide text. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
/** Letters that only fill or hide: taken out before words are matched. */
const INVISIBLE = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]/g;

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
  if (CONTROL.test(input) || LONE_SURROGATE.test(input))
    throw new Problem('prompt-invalid', 'The description contains control characters. Type it as plain text.');
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
