import { wordsOf } from '../ui/locale.js';

const en = {
  title: 'Ideas by words',
  intro: 'Shoppers describe an idea and get layers or pictures. Here is what that may cost, and which words are refused.',
  usage: 'Used so far',
  month: 'This month',
  day: 'Today',
  of: (spent: string, limit: string) => `${spent} of ${limit}`,
  alerted: 'You were warned by mail this month.',
  exhausted: 'The budget is used up: ideas wait until it is raised or a new period begins.',
  budget: 'Budget',
  monthLimit: 'For a month',
  dayLimit: 'For a day',
  shopperLimit: 'For a shopper and day',
  atMost: (limit: string) => `At most ${limit}; empty is the same.`,
  alertAt: 'Warn by mail at',
  blocklist: 'Refused words',
  blocklistHint: 'One in each line. Case, accents and disguises do not matter.',
  saved: 'Saved.',
  provider: 'Who composes and paints',
  providers: { local: 'This server, by rules; without costs', openai: 'OpenAI', replicate: 'Replicate' },
  paints: 'Pictures can be made from words.',
  paintsNot: 'Words become text and drawings; pictures cannot be made.',
  costs: 'By day and model',
  noCosts: 'No costs this month.',
  model: 'Model',
  calls: 'Calls',
  cost: 'Cost',
  onDay: 'Day',
};
export type GenerationWords = typeof en;
export const words = await wordsOf<GenerationWords>(en, { fr: () => import('./words.fr.js'), ar: () => import('./words.ar.js') });
