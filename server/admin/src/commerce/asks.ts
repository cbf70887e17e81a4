export type AskKind = 'business' | 'papers' | 'company' | 'person' | 'bank' | 'terms' | 'profile' | 'statement';

/** In the order in which they are shown; the first that fits counts. */
const KINDS: readonly (readonly [AskKind, RegExp])[] = [
  ['business', /^business_type$/],
  ['papers', /\bverification\b/],
  ['company', /^company\b/],
  ['person', /^(individual|representative|owners|directors|executives|person_\w+|relationship)\b/],
  ['bank', /^external_account\b/],
  ['terms', /^tos_acceptance\b/],
  ['profile', /^business_profile\b/],
  ['statement', /^settings\b/],
];

/** What Stripe still needs, by kind: it names single fields (`individual.dob.day`); those of no kind are shown as they are. */
export function asksOf(requirements: readonly string[]): { known: AskKind[]; others: string[] } {
  const kindOf = (field: string): AskKind | undefined => KINDS.find(([, pattern]) => pattern.test(field))?.[0];
  const kinds = new Set(requirements.map(kindOf));
  return {
    known: KINDS.map(([kind]) => kind).filter((kind) => kinds.has(kind)),
    others: requirements.filter((field) => !kindOf(field)),
  };
}
