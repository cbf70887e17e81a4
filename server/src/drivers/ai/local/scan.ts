import type { Clipart } from '@luneo/sdk/contracts/products.js';
import type { ProductOption, Zone } from '@luneo/sdk/design/template.js';
import type { ComposeRequest } from '../ai.js';
import type { Language } from './language.js';
import { Lexicon } from './lexicon.js';
import type { Token } from './tokens.js';
import * as words from './vocabulary.js';

export interface ZoneRef {
  side: string;
  zone: Zone;
}
export interface ChoiceRef {
  option: ProductOption & { kind: 'choice' };
  value: string;
  name: string;
}

/** A phrase of the prompt with everything it may mean; `from` includes the words that bring it in ("on the"). */
export interface Mark {
  from: number;
  at: number;
  end: number;
  font?: words.FontWish[];
  family?: string;
  letterCase?: 'upper' | 'lower' | 'none';
  size?: words.SizeWish;
  spot?: words.Spot;
  zone?: ZoneRef[];
  relation?: words.Relation;
  colour?: { hex: string; en: string; fr: string };
  choices?: ChoiceRef[];
  option?: ProductOption;
  curve?: 'up' | 'down' | 'none';
  motif?: Clipart;
  verb?: words.Verb;
  emoji?: string;
  /** Brought in by a preposition, an article or its own form: not part of a text that was not quoted. */
  isStrong: boolean;
  /** What something shall become: "change red to green". */
  isTarget?: boolean;
}

/** Words of this product. */
export interface ProductWords {
  zones: Lexicon<ZoneRef>;
  choices: Lexicon<ChoiceRef>;
  options: Lexicon<ProductOption>;
  families: Lexicon<string>;
  motifs: Lexicon<Clipart>;
}

/** Every word that an instruction may be made of: what a slip of the keyboard may have meant. */
export function instructionWords(product: ProductWords): ReadonlySet<string> {
  const lexica = [
    words.FONTS,
    words.CASES,
    words.COLOURS,
    words.SPOTS,
    words.CURVES,
    words.VERBS,
    words.SIZES,
    words.RELATIONS,
    words.RESTARTS,
    words.GREETINGS,
    ...Object.values(product),
  ];
  const sets = [words.TEXT_NOUNS, words.FONT_NOUNS, words.PRODUCT_NOUNS, words.FILLERS, words.PREPOSITIONS, words.MOTIF_NOUNS];
  return new Set([...lexica.flatMap((lexicon) => [...lexicon.words()]), ...sets.flatMap((set) => [...set])]);
}

/** Words that are choices only after their option's name ("size L"), or in one language ("or" is gold in French). */
const SHY = /^(s|m|l|small|medium|large|petite?|grande?|moyen(ne)?|\d+( ?cm)?)$/i;

export function productWords({ product, side, fonts, clipart }: ComposeRequest): ProductWords {
  const { sides, options } = product.template;
  const ordered = [...sides].sort((a, b) => Number(b.id === side) - Number(a.id === side));
  const zones = new Lexicon<ZoneRef>();
  for (const each of ordered)
    for (const zone of each.zones) for (const alias of new Set([zone.name, ...zone.aliases])) zones.add(alias, { side: each.id, zone });
  for (const each of ordered) {
    const zone = each.zones.find(({ id }) => id === each.id) ?? each.zones[0];
    const aliases = { front: ['recto', 'a l avant'], back: ['verso', 'a l arriere', 'rear'] }[each.id] ?? [];
    if (zone) for (const alias of aliases) zones.add(alias, { side: each.id, zone });
  }
  const choices = new Lexicon<ChoiceRef>();
  const optionNames = new Lexicon<ProductOption>();
  for (const option of options) {
    for (const alias of [option.name, ...option.aliases]) optionNames.add(alias, option);
    if (option.kind === 'choice')
      for (const choice of option.choices)
        for (const alias of new Set([choice.name, ...choice.aliases])) choices.add(alias, { option, value: choice.id, name: choice.name });
  }
  const families = new Lexicon<string>();
  for (const font of fonts) families.add(font.family, font.id);
  const motifs = new Lexicon<Clipart>();
  for (const motif of clipart) for (const alias of new Set([motif.name, ...motif.aliases])) motifs.add(alias, motif);
  return { zones, choices, options: optionNames, families, motifs };
}

/** Finds every phrase that means something, longest first, left to right. */
export function scan(tokens: readonly Token[], product: ProductWords, language: Language): Mark[] {
  const marks: Mark[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at]!;
    if (token.kind === 'emoji') {
      const id = words.EMOJI.get(String.fromCodePoint(token.raw.codePointAt(0)!));
      marks.push({ from: at, at, end: at + 1, emoji: id ?? '', isStrong: true });
      at++;
      continue;
    }
    if (token.kind === 'mark' && token.raw.length > 1) {
      const hex = expandHex(token.raw);
      marks.push(introduce(tokens, { from: at, at, end: at + 1, isStrong: true, colour: { hex, en: hex, fr: hex } }));
      at++;
      continue;
    }
    const mark = longest(tokens, at, product, language);
    if (mark) marks.push(introduce(tokens, mark));
    at = mark ? mark.end : at + 1;
  }
  return marks;
}

const expandHex = (raw: string): string => {
  const digits = raw.slice(1).toLowerCase();
  return `#${digits.length === 3 ? Array.from(digits, (digit) => digit + digit).join('') : digits}`;
};

function longest(tokens: readonly Token[], at: number, product: ProductWords, language: Language): Mark | null {
  const found = {
    font: words.FONTS.find(tokens, at),
    family: product.families.find(tokens, at),
    letterCase: words.CASES.find(tokens, at),
    size: words.SIZES.find(tokens, at),
    spot: words.SPOTS.find(tokens, at),
    zone: product.zones.find(tokens, at),
    relation: words.RELATIONS.find(tokens, at),
    colour: words.COLOURS.find(tokens, at),
    choices: product.choices.find(tokens, at),
    option: product.options.find(tokens, at),
    curve: words.CURVES.find(tokens, at),
    motif: product.motifs.find(tokens, at),
    verb: words.VERBS.find(tokens, at),
  };
  const text = (end: number): string =>
    tokens
      .slice(at, end)
      .map((token) => token.word)
      .join(' ');
  if (found.choices && isShy(text(found.choices.end), tokens, at, product)) found.choices = null;
  if (found.choices && text(found.choices.end) === 'or' && language === 'en' && tokens[at - 1]?.word !== 'd') found.choices = null;
  if (found.font && text(found.font.end) === 'sans' && !isSansFont(tokens, at)) found.font = null;
  if (found.family && found.family.end === at + 1 && !tokens[at]!.isCapital && !near(tokens, at, words.FONT_NOUNS)) found.family = null;
  const ends = Object.values(found).map((hit) => hit?.end ?? 0);
  const end = Math.max(...ends);
  if (end === 0) return null;
  const best = <T>(hit: { values: T[]; end: number } | null): T[] | undefined => (hit && hit.end === end ? hit.values : undefined);
  return {
    from: at,
    at,
    end,
    isStrong: false,
    font: best(found.font),
    family: best(found.family)?.[0],
    letterCase: best(found.letterCase)?.[0],
    size: best(found.size)?.[0],
    spot: best(found.spot)?.[0] ?? (best(found.zone) && spotIn(tokens, at, end)),
    zone: best(found.zone),
    relation: best(found.relation)?.[0],
    colour: best(found.colour)?.[0],
    choices: best(found.choices),
    option: best(found.option)?.[0],
    curve: best(found.curve)?.[0],
    motif: best(found.motif)?.[0],
    verb: best(found.verb)?.[0],
  };
}

/** "En bas" names a zone and the bottom alike. */
function spotIn(tokens: readonly Token[], at: number, end: number): words.Spot | undefined {
  for (let i = at; i < end; i++) {
    const hit = words.SPOTS.find(tokens, i);
    if (hit) return hit.values[0];
  }
  return undefined;
}

/** "L" is a size after "size" only, "large" also before it or before the product. */
function isShy(phrase: string, tokens: readonly Token[], at: number, product: ProductWords): boolean {
  if (!SHY.test(phrase)) return false;
  const letter = /^[sml]$/.test(phrase);
  for (let next = at + 1; !letter && next <= at + 3; next++) {
    const token = tokens[next];
    if (
      !token ||
      token.kind === 'quote' ||
      /^[,;.]$/.test(token.raw) ||
      words.TEXT_NOUNS.has(token.word) ||
      words.FONT_NOUNS.has(token.word)
    )
      break;
    if (words.PRODUCT_NOUNS.has(token.word)) return false;
    if (next === at + 1 && product.options.find(tokens, next)?.values.some((option) => option.kind === 'choice' && !isColourOption(option)))
      return false;
  }
  for (let back = at - 1; back >= Math.max(0, at - 4); back--) {
    const hit = product.options.find(tokens, back);
    if (hit && hit.values.some((option) => option.kind === 'choice') && hit.end <= at) return false;
  }
  return true;
}

const isColourOption = (option: ProductOption): boolean => option.kind === 'choice' && option.choices.some((choice) => choice.swatch);

/** French "sans" is "without" before a noun. */
function isSansFont(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  return !next || next.kind !== 'word' || near(tokens, at, words.FONT_NOUNS) || ['en', 'in'].includes(tokens[at - 1]?.word ?? '');
}

const near = (tokens: readonly Token[], at: number, nouns: ReadonlySet<string>): boolean =>
  [-3, -2, -1, 1, 2].some((step) => nouns.has(tokens[at + step]?.word ?? ''));

/** Widens a mark by the words that bring it in, and judges whether it stands on its own. */
function introduce(tokens: readonly Token[], mark: Mark): Mark {
  let from = mark.at;
  const previous = (): string => tokens[from - 1]?.word ?? '';
  while (from > 0 && (words.ARTICLES.has(previous()) || previous() === "'" || previous() === '’')) from--;
  const hasArticle = from < mark.at && tokens.slice(from, mark.at).some((token) => words.INTRODUCING.has(token.word));
  const isPrepositional = words.PREPOSITIONS.has(previous());
  const isWith = previous() === 'with' || previous() === 'avec';
  if (isPrepositional || isWith) from--;
  const phrase = tokens
    .slice(mark.at, mark.end)
    .map((token) => token.word)
    .join(' ');
  const isLong = mark.end - mark.at > 1;
  const next = tokens[mark.end];
  const nounAfter = words.FONT_NOUNS.has(next?.word ?? '') || words.MOTIF_NOUNS.has(next?.word ?? '');
  const isStrong =
    (mark.zone !== undefined || mark.spot !== undefined ? isPrepositional || isLong || phrase.startsWith('cent') : false) ||
    (mark.font !== undefined &&
      (isPrepositional || nounAfter || isLong || /^(script|cursi[fv]e?s?|calligra\w*|manuscrite?s?|serif)$/.test(phrase))) ||
    (mark.family !== undefined && (isLong || isPrepositional || nounAfter)) ||
    (mark.colour !== undefined && (isPrepositional || nounAfter)) ||
    (mark.choices !== undefined && (isLong || isPrepositional)) ||
    (mark.size !== undefined && (mark.size.relative || isPrepositional || isLong)) ||
    (mark.motif !== undefined && (hasArticle || isWith || nounAfter)) ||
    (mark.option !== undefined && (mark.option.kind === 'number' || /^[:=]$/.test(next?.raw ?? ''))) ||
    mark.curve !== undefined ||
    mark.letterCase !== undefined ||
    (mark.relation !== undefined && isLong) ||
    (mark.verb !== undefined && (from === 0 || words.JOINERS.has(previous())));
  const isTarget = /^(to|into|en|par)$/.test(tokens[from]?.word ?? '') && from < mark.at;
  return { ...mark, from: isStrong ? from : mark.at, isStrong, ...(isTarget && { isTarget }) };
}
