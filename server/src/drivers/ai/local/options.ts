import type { OptionValue } from '@luneo/sdk/design/document.js';
import type { ProductOption } from '@luneo/sdk/design/template.js';
import type { ComposeRequest } from '../ai.js';
import type { Measure } from './measures.js';
import type { Mark } from './scan.js';
import type { Token } from './tokens.js';
import * as words from './vocabulary.js';

export interface OptionWish {
  option: ProductOption;
  value: OptionValue;
  /** What was asked for, when it was not possible. */
  asked?: number;
}
type MarkedWish = OptionWish & { marks: Mark[] };

/** Materials, sizes, colours of the product and measures that the prompt chooses; the last wish counts. */
export function readOptions(
  tokens: readonly Token[],
  marks: readonly Mark[],
  measures: readonly Measure[],
  request: ComposeRequest,
): MarkedWish[] {
  const wishes = new Map<string, MarkedWish>();
  const claimed = new Set<number>();
  const side = request.product.template.sides.find((each) => each.id === request.side);
  for (const mark of marks) {
    if (
      !mark.choices ||
      (mark.motif && words.INTRODUCING.has(tokens[mark.at - 1]?.word ?? '') && !words.PRODUCT_NOUNS.has(tokens[mark.end]?.word ?? ''))
    )
      continue;
    const named = marks.findLast((each) => each.option?.kind === 'choice' && each.end <= mark.at && mark.at - each.end <= 3);
    const choice = mark.choices.find((each) => each.option.id === named?.option?.id) ?? mark.choices[0]!;
    const isLimited = (side?.palette.length ?? 0) > 0;
    const isNamed = named !== undefined && namesProduct(tokens, named, mark);
    if (mark.colour && !isLimited && !isNamed && !isAboutProduct(tokens, mark, claimed) && !isBesideSize(tokens, mark, marks)) continue;
    wishes.set(choice.option.id, { option: choice.option, value: choice.value, marks: named ? [mark, named] : [mark] });
  }
  for (const measure of measures) {
    if (measure.role !== 'option' || !measure.option) continue;
    const { option } = measure;
    const value = stepped(option, measure.value);
    wishes.set(option.id, { option, value, ...(Math.abs(value - measure.value) > 1e-9 && { asked: measure.value }), marks: [] });
  }
  for (const option of request.product.template.options) {
    if (option.kind !== 'number' || wishes.has(option.id)) continue;
    const now = request.document.options[option.id];
    const value = relativeValue(tokens, marks, option, typeof now === 'number' ? now : option.default);
    if (value !== null) wishes.set(option.id, { option, value, marks: [] });
  }
  return [...wishes.values()];
}

/** "Colour: navy", "change the colour to navy", but not "text colour: navy". */
function namesProduct(tokens: readonly Token[], named: Mark, mark: Mark): boolean {
  const between = tokens.slice(named.end, mark.at);
  const around = tokens.slice(Math.max(0, named.at - 4), mark.at);
  const isAboutText = around.some(
    (token) =>
      token.kind === 'quote' || words.TEXT_NOUNS.has(token.word) || words.FONT_NOUNS.has(token.word) || words.MOTIF_NOUNS.has(token.word),
  );
  return !isAboutText && between.some((token) => /^([:=]|to|into|en|is|est|par)$/.test(token.word));
}

/** "2XL grey", "size M, navy": a size of the product and its colour. */
const isBesideSize = (tokens: readonly Token[], mark: Mark, marks: readonly Mark[]): boolean =>
  marks.some(
    (each) =>
      each.choices !== undefined &&
      each.colour === undefined &&
      (each.end === mark.at || each.at === mark.end || (each.end === mark.at - 1 && tokens[each.end]!.raw === ',')),
  );

/** "A black T-shirt", "t-shirt noir": the colour of the product, not of the print. */
function isAboutProduct(tokens: readonly Token[], mark: Mark, claimed: Set<number>): boolean {
  const isBreak = (token: Token): boolean => token.kind === 'quote' || /^(with|avec|,|;|\.)$/.test(token.word);
  const look = (step: 1 | -1, start: number): boolean => {
    for (let i = 0, at = start; i < 3; i++, at += step) {
      const token = tokens[at];
      if (!token || isBreak(token) || words.TEXT_NOUNS.has(token.word) || words.FONT_NOUNS.has(token.word)) return false;
      if (words.PRODUCT_NOUNS.has(token.word)) {
        if (claimed.has(at)) return false;
        claimed.add(at);
        return true;
      }
      if (step === 1 && words.PREPOSITIONS.has(token.word)) return false;
    }
    return false;
  };
  return look(1, mark.end) || look(-1, mark.at - 1);
}

function stepped({ min, max, step }: ProductOption & { kind: 'number' }, value: number): number {
  const steps = Math.round((Math.min(max, Math.max(min, value)) - min) / step + 1e-9);
  return Math.round((min + Math.min(steps, Math.floor((max - min) / step + 1e-9)) * step) * 1e6) / 1e6;
}

/** "Deeper", "plus profond", "maximum depth". */
function relativeValue(
  tokens: readonly Token[],
  marks: readonly Mark[],
  option: ProductOption & { kind: 'number' },
  now: number,
): number | null {
  const mark = marks.find((each) => each.option?.id === option.id);
  const isDeeper = option.id === 'depth' && tokens.some((token) => token.word === 'deeper');
  const isShallower = option.id === 'depth' && tokens.some((token) => /^(shallower|shallow)$/.test(token.word));
  if (!mark && !isDeeper && !isShallower) return null;
  const around = mark ? tokens.slice(Math.max(0, mark.at - 2), mark.end + 2).map((token) => token.word) : [];
  if (around.some((word) => /^(max|maximum|maximal|maximale)$/.test(word))) return option.max;
  if (around.some((word) => /^(min|minimum|minimal|minimale)$/.test(word))) return option.min;
  const isMore = around.some((word) => /^(more|plus|increase|augmente)$/.test(word));
  const isLess = around.some((word) => /^(less|moins|reduce|reduis|diminue)$/.test(word)) || (!isMore && around.includes('peu'));
  const isDeep = mark !== undefined && /^(deep|profonde?)$/.test(tokens[mark.at]!.word) && mark.end === mark.at + 1;
  if (isShallower || isLess) return stepped(option, now - 2 * option.step);
  if (isDeeper || isMore || isDeep) return stepped(option, now + 2 * option.step);
  return null;
}
