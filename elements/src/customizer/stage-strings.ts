import type { ArrangeCommand } from './arrange/command.js';

/** What the stage says: names for objects, keys, and changes told to screen readers. */
export const stageEn = {
  stage: 'Design area',
  roleDescription: 'design area',
  help: 'Tab goes from object to object. Arrow keys move by 1 millimetre, with Shift by 5, with Alt by a tenth. Enter edits a text or opens a group, Delete removes, Control Z undoes, Escape lets go.',
  object: { text: 'Text', image: 'Picture', shape: 'Art', code: 'Code', group: 'Group' },
  place: (x: string, y: string, width: string, height: string) => `${x} mm from the left, ${y} mm from the top, ${width} by ${height} mm`,
  turned: (degrees: string) => `turned ${degrees}°`,
  locked: 'locked',
  editing: 'Edit text',
  selected: (name: string) => `${name} selected`,
  several: (count: number) => `${count} objects selected`,
  moved: (x: string, y: string) => `${x} mm from the left, ${y} mm from the top`,
  resized: (width: string, height: string) => `${width} by ${height} mm`,
  added: (name: string) => `${name} added`,
  removed: (name: string) => `${name} deleted`,
  undone: 'Undone',
  redone: 'Redone',
  inside: (name: string) => `Inside ${name}, Escape goes back out`,
  within: (group: string) => `in ${group}`,
  arranged: {
    group: (count: number) => `${count} objects grouped`,
    ungroup: (count: number) => `Group taken apart, ${count} objects selected`,
    front: () => 'Brought to the front',
    forward: () => 'Brought forward',
    backward: () => 'Sent backward',
    back: () => 'Sent to the back',
    left: () => 'Aligned on the left',
    centre: () => 'Centred across',
    right: () => 'Aligned on the right',
    top: () => 'Aligned at the top',
    middle: () => 'Centred up and down',
    bottom: () => 'Aligned at the bottom',
    'distribute-x': () => 'Spread evenly across',
    'distribute-y': () => 'Spread evenly up and down',
    lock: (count: number) => (count === 1 ? 'Lock changed' : `Lock of ${count} objects changed`),
  } satisfies Record<ArrangeCommand, (count: number) => string>,
  refused: {
    'too-few': 'Select more objects first',
    'no-group': 'Nothing here is a group',
    locked: 'Unlock it first',
    limit: 'The design has no room for that',
  },
  offline: 'This could not be loaded. Check your connection and try again.',
  product: (name: string, side: string) => `${name}, ${side}`,
};

export type StageStrings = typeof stageEn;

const TABLES: Readonly<Record<string, () => Promise<StageStrings>>> = {
  fr: async () => (await import('./stage-strings.fr.js')).stageFr,
  ar: async () => (await import('./stage-strings.ar.js')).stageAr,
};

/** Tables that are here. */
const known = new Map<string, StageStrings>();

/** The table for a BCP 47 tag; English when there is none, and until it is here: then `arrived` is called. */
export function stageStrings(locale: string, arrived: () => void): StageStrings {
  const language = locale.toLowerCase().split('-')[0]!;
  const load = TABLES[language];
  const table = known.get(language);
  if (table || !load) return table ?? stageEn;
  const first = !waiting.has(language);
  waiting.set(language, (waiting.get(language) ?? new Set()).add(arrived));
  if (first) void fetchTable(language, load);
  return stageEn;
}

/** Who is to be told, by language. */
const waiting = new Map<string, Set<() => void>>();

async function fetchTable(language: string, load: () => Promise<StageStrings>): Promise<void> {
  const table = await load().catch(() => null);
  const told = waiting.get(language);
  // Without a network it is asked for again the next time.
  waiting.delete(language);
  if (!table) return;
  known.set(language, table);
  for (const tell of told ?? []) tell();
}
