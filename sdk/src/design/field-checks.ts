import type { DesignDocument, FieldValue } from './document.js';
import type { ProductTemplate, TextVariable, Variable } from './template.js';
import { isBlank } from './walk.js';

/** What is wrong with a field: nothing in it, or why it cannot be made. `limit`: the length or the number of lines that is allowed. */
export interface FieldIssue {
  kind: 'missing' | 'too-short' | 'too-long' | 'too-many-lines' | 'letters' | 'digits' | 'letters-digits' | 'not-a-choice' | 'wrong-kind';
  limit?: number;
}

const FORMS = {
  letters: /^[\p{L}\p{M}\s'’.-]*$/u,
  digits: /^\p{Nd}*$/u,
  'letters-digits': /^[\p{L}\p{M}\p{Nd}\s'’.-]*$/u,
} as const;

let segmenter: Intl.Segmenter | undefined;

/** Characters as a reader counts them; an emoji of several code points is one. */
export function countCharacters(text: string): number {
  if (/^[\x20-\x7e\n]*$/.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

/** What is wrong with this value of the variable, or null. An unset one counts as its default. */
export function checkField(variable: Variable, value: FieldValue | undefined): FieldIssue | null {
  if (variable.kind === 'picture') {
    if (value === undefined || value === '') return variable.required ? { kind: 'missing' } : null;
    return typeof value === 'object' ? null : { kind: 'wrong-kind' };
  }
  if (typeof value === 'object') return { kind: 'wrong-kind' };
  const given = value === undefined || value === '' ? (variable.default ?? '') : value;
  if (given === '' || (variable.kind === 'text' && isBlank(given))) return variable.required ? { kind: 'missing' } : null;
  if (variable.kind === 'text') return checkWords(variable, given);
  const isKnown =
    variable.kind === 'choice' ? variable.choices.some(({ id }) => id === given) : variable.colours.some(({ name }) => name === given);
  return isKnown ? null : { kind: 'not-a-choice' };
}

function checkWords({ minLength = 0, maxLength, lines = 1, characters = 'any' }: TextVariable, text: string): FieldIssue | null {
  const length = countCharacters(text);
  if (length > maxLength) return { kind: 'too-long', limit: maxLength };
  if (length < minLength) return { kind: 'too-short', limit: minLength };
  if (text.split('\n').length > lines) return { kind: 'too-many-lines', limit: lines };
  return characters === 'any' || FORMS[characters].test(text) ? null : { kind: characters };
}

/** Every field that is not right yet, by name, in the template's order. */
export function checkFields({ values }: Pick<DesignDocument, 'values'>, { variables }: ProductTemplate): Map<string, FieldIssue> {
  const issues = new Map<string, FieldIssue>();
  for (const variable of variables ?? []) {
    const value = values && Object.hasOwn(values, variable.name) ? values[variable.name] : undefined;
    const issue = checkField(variable, value);
    if (issue) issues.set(variable.name, issue);
  }
  return issues;
}

/** English, for the API and for what has no words of its own. */
export function sayFieldIssue(label: string, { kind, limit }: FieldIssue): string {
  switch (kind) {
    case 'missing':
      return `“${label}” is still empty. Fill it in to go on.`;
    case 'too-short':
      return `“${label}” is too short. Write at least ${limit} characters.`;
    case 'too-long':
      return `“${label}” is too long. Write at most ${limit} characters.`;
    case 'too-many-lines':
      return `“${label}” has too many lines. Write at most ${limit}.`;
    case 'letters':
      return `“${label}” takes letters only.`;
    case 'digits':
      return `“${label}” takes digits only.`;
    case 'letters-digits':
      return `“${label}” takes letters and digits only.`;
    case 'not-a-choice':
      return `“${label}” has a value that is not offered any more. Choose another one.`;
    case 'wrong-kind':
      return `“${label}” holds something else than it should. Fill it in again.`;
  }
}
