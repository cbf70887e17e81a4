/** Scripts that HarfBuzz shapes by their own rules; a segment must not mix them. */
const SCRIPTS = [
  'Latin',
  'Greek',
  'Cyrillic',
  'Armenian',
  'Hebrew',
  'Arabic',
  'Syriac',
  'Thaana',
  'Nko',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Oriya',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Thai',
  'Lao',
  'Tibetan',
  'Myanmar',
  'Georgian',
  'Hangul',
  'Ethiopic',
  'Cherokee',
  'Khmer',
  'Mongolian',
  'Hiragana',
  'Katakana',
  'Bopomofo',
  'Han',
  'Javanese',
  'Balinese',
  'Tifinagh',
].map((name) => new RegExp(`\\p{Script=${name}}`, 'u'));

const cache = new Map<string, number>();

/** Indices in `[start, end)` where a script begins that differs from the one before. Common characters follow their neighbour. */
export function scriptBoundaries(text: string, start: number, end: number): Set<number> {
  const boundaries = new Set<number>();
  // Latin, Latin-1 and general punctuation alone need no look-up.
  if (!/[^\n -\u024f\u2000-\u206f]/.test(text.slice(start, end))) return boundaries;
  let current = -1;
  for (let i = start; i < end;) {
    const character = String.fromCodePoint(text.codePointAt(i)!);
    const script = scriptOf(character);
    if (script >= 0 && current >= 0 && script !== current) boundaries.add(i);
    if (script >= 0) current = script;
    i += character.length;
  }
  return boundaries;
}

function scriptOf(character: string): number {
  let script = cache.get(character);
  if (script === undefined) {
    script = SCRIPTS.findIndex((pattern) => pattern.test(character));
    cache.set(character, script);
  }
  return script;
}
