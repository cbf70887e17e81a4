import type { ProductInput } from '@luneo/sdk/contracts/products.js';
import { ProductInput as Schema } from '@luneo/sdk/contracts/products.js';
import { ui } from '../ui/words.js';
import { words } from './words.js';

interface Issue {
  code?: string;
  path: PropertyKey[];
  message: string;
  minimum?: number | bigint;
  maximum?: number | bigint;
  inclusive?: boolean;
  origin?: string;
  expected?: string;
}

/** What the API would refuse of the product, by dotted path, said before it is sent. */
export function check(input: ProductInput): Map<string, string> {
  const errors = new Map<string, string>();
  const result = Schema.safeParse(input);
  for (const issue of (result.error?.issues ?? []) as Issue[]) {
    const path = issue.path.map(String).join('.');
    if (!errors.has(path)) errors.set(path, sentenceOf(issue, path));
  }
  if (input.template.sides.length === 0) errors.set('template.sides', words.needsArea);
  if (input.template.fonts.length === 0) errors.set('template.fonts', words.needsFont);
  input.template.options.forEach((option, i) => {
    if (option.kind === 'number' && option.min > option.max) errors.set(`template.options.${i}.min`, ui.invalid.atMost(String(option.max)));
    else if (option.kind === 'number' && !isOnStep(option.default, option)) errors.set(`template.options.${i}.default`, words.offStep);
  });
  return errors;
}

function isOnStep(value: number, { min, max, step }: { min: number; max: number; step: number }): boolean {
  const steps = (value - min) / step;
  return value >= min && value <= max && Math.abs(steps - Math.round(steps)) < 1e-6;
}

function sentenceOf(issue: Issue, path: string): string {
  const { invalid } = ui;
  const isText = issue.origin === 'string';
  switch (issue.code) {
    case 'too_small':
      if (isText) return invalid.required;
      if (issue.origin === 'array') return invalid.atLeastMany(String(issue.minimum));
      return issue.inclusive === false ? invalid.moreThan(String(issue.minimum)) : invalid.atLeast(String(issue.minimum));
    case 'too_big':
      if (isText) return invalid.longest(String(issue.maximum));
      return issue.origin === 'array' ? invalid.atMostMany(String(issue.maximum)) : invalid.atMost(String(issue.maximum));
    case 'invalid_type':
      return issue.expected === 'int' ? invalid.whole : invalid.number;
    case 'invalid_format':
      return path === 'slug' ? words.slugRule : invalid.format;
    default:
      return issue.message;
  }
}

/** Which tab shows the field. */
export function tabOf(path: string): 'areas' | 'options' | 'prices' | 'text' | 'details' {
  const [root, part] = path.split('.');
  if (root !== 'template') return 'details';
  if (part === 'sides') return 'areas';
  if (part === 'options') return 'options';
  if (part === 'priceRules' || part === 'basePrice' || part === 'currency' || part === 'variants') return 'prices';
  if (part === 'fonts' || part === 'start' || part === 'required') return 'text';
  return 'details';
}
