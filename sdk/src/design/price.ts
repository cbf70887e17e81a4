import type { Quote } from '../contracts/quote.js';
import type { DesignDocument } from './document.js';
import { meets, type OptionValues, pickVariant, resolveOptions } from './options.js';
import type { PriceRule, ProductTemplate } from './template.js';
import { documentOfRow, resolveDesign } from './variables.js';
import { isBlank, producedLayers, textOf } from './walk.js';

/**
 * Itemised price of `quantity` pieces in minor units: base, variant, then every rule that applies, in the brand's order.
 * Browser and server call this same function; the server's answer is the authority. Discounts never make it negative.
 * Throws `RangeError` for a quantity below 1, and for amounts that whole numbers cannot count.
 */
export function priceDesign(written: DesignDocument, template: ProductTemplate, quantity = 1): Quote {
  if (!Number.isInteger(quantity) || quantity < 1) throw new RangeError(`quantity must be a whole number from 1, not ${quantity}`);
  const { document } = resolveDesign(written, template);
  const values = resolveOptions(document, template);
  const lines: Quote['lines'] = [line('base', 'Base price', 1, template.basePrice, quantity)];
  const variant = pickVariant(document, template);
  if (variant && variant.amount !== 0) lines.push(line(`variant:${variant.id}`, variant.name, 1, variant.amount, quantity));
  for (const rule of template.priceRules) {
    const count = meets(rule.when, values) ? countFor(rule, document, values) : 0;
    if (count > 0 && rule.amount !== 0) lines.push(line(rule.id, rule.label, count, rule.amount, quantity));
  }
  const sum = lines.reduce((total, { amount }) => total + amount, 0);
  if (sum < 0) lines.push(line('minimum', 'Minimum price', 1, -sum / quantity, quantity));
  const total = Math.max(0, sum);
  if (![sum, ...lines.map(({ amount }) => amount)].every(Number.isSafeInteger))
    throw new RangeError('the price is too large to be counted');
  return { currency: template.currency, quantity, lines, unitAmount: total / quantity, total };
}

/**
 * Price of everything that the design is made for: each row of its team list in its quantity, alike lines added up; without a
 * list the price of one piece. Throws as `priceDesign`.
 */
export function priceRows(document: DesignDocument, template: ProductTemplate): Quote {
  const rows = document.rows ?? [];
  if (rows.length === 0) return priceDesign(document, template);
  const quotes = rows.map((row) => priceDesign(documentOfRow(document, row), template, row.quantity));
  const lines = new Map<string, Quote['lines'][number]>();
  for (const { lines: all, quantity } of quotes)
    for (const each of all) {
      const key = `${each.id} ${each.unitAmount}`;
      const known = lines.get(key);
      lines.set(key, { ...each, count: each.count * quantity + (known?.count ?? 0), amount: each.amount + (known?.amount ?? 0) });
    }
  const sum = (of: (quote: Quote) => number): number => quotes.reduce((all, quote) => all + of(quote), 0);
  const [total, quantity] = [sum((quote) => quote.total), sum((quote) => quote.quantity)];
  if (!Number.isSafeInteger(total)) throw new RangeError('the price is too large to be counted');
  return { currency: template.currency, quantity, lines: [...lines.values()], unitAmount: Math.round(total / quantity), total };
}

function line(id: string, label: string, count: number, unitAmount: number, quantity: number): Quote['lines'][number] {
  return { id, label, count, unitAmount, amount: Math.round(count * unitAmount) * quantity + 0 };
}

function countFor({ per }: PriceRule, document: DesignDocument, values: OptionValues): number {
  switch (per.kind) {
    case 'item':
      return 1;
    case 'character':
      return beyond(countCharacters(document), per.free);
    case 'layer':
      return beyond(produced(document).filter((layer) => !per.layerType || layer.type === per.layerType).length, per.free);
    case 'side':
      return beyond(document.sides.filter((side) => !producedLayers(side).next().done).length, per.free);
    case 'unit': {
      const value = values.get(per.option);
      return typeof value === 'number' ? beyond(value, per.free) : 0;
    }
  }
}

/** Steps of 0.1 mm add up in binary to 0.30000000000000004: count to the millionth. */
function beyond(count: number, free: number): number {
  return Math.max(0, Math.round((count - free) * 1e6) / 1e6);
}

function produced(document: DesignDocument) {
  return document.sides.flatMap((side) => [...producedLayers(side)].map(({ layer }) => layer));
}

/** Characters as a reader counts them (grapheme clusters), spaces and what cannot be seen left out. */
function countCharacters(document: DesignDocument): number {
  let count = 0;
  for (const layer of produced(document)) {
    if (layer.type !== 'text') continue;
    count += graphemes(textOf(layer));
  }
  return count;
}

let segmenter: Intl.Segmenter | undefined;

/** In ASCII every character is one; segmenting costs fifty times as much. */
function graphemes(text: string): number {
  if (/^[\x20-\x7e\n]*$/.test(text)) return text.replaceAll(/[ \n]/g, '').length;
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let count = 0;
  for (const { segment } of segmenter.segment(text)) if (!isBlank(segment)) count += 1;
  return count;
}
