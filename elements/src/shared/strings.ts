import { stageEn } from '../customizer/stage-strings.js';
import type { PanelStrings } from './strings-panels.js';
import type { Words } from './words.js';

/**
 * What the customizer says from the start, in English; what its panels say is in `strings-panels.ts`. Other languages are files of the same shape (`strings.fr.ts`), loaded when asked for.
 * Short, active, sentence case; an error says what to do next.
 */
export const en = {
  stage: stageEn,
  customizer: 'Product designer',
  // Toolbar
  undo: 'Undo',
  redo: 'Redo',
  undoWhat: (what: string) => `Undo: ${what}`,
  redoWhat: (what: string) => `Redo: ${what}`,
  sides: 'Side',
  fit: 'Show the whole product',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  save: {
    idle: '',
    saving: 'Saving…',
    saved: 'Saved',
    offline: 'Offline. We keep your changes and save them later.',
    offlineShort: 'Offline',
    failed: 'Not saved yet. We keep trying.',
    failedShort: 'Not saved',
  },
  /** What an undoable step did, by the editor's label. */
  did: {
    'add-text': 'add text',
    'add-image': 'add picture',
    'add-art': 'add art',
    'add-shape': 'add shape',
    'add-monogram': 'add monogram',
    draw: 'draw',
    erase: 'erase',
    'add-code': 'add code',
    'edit-code': 'change code',
    'edit-text': 'write',
    style: 'style',
    move: 'move',
    resize: 'resize',
    rotate: 'turn',
    crop: 'cut out',
    remove: 'delete',
    duplicate: 'duplicate',
    reorder: 'order',
    group: 'group',
    ungroup: 'take apart',
    align: 'align',
    distribute: 'spread evenly',
    cut: 'cut',
    paste: 'paste',
    field: 'fill in',
    rows: 'team list',
    restore: 'back to a version',
    option: 'option',
    prompt: 'idea',
    elsewhere: 'from another window',
    fix: 'fix',
    rename: 'rename',
    visibility: 'show or hide',
    lock: 'lock',
  } as Record<string, string>,
  // Adding
  make: 'Make it yours',
  addText: 'Add your text',
  addAnotherText: 'Add another text',
  text: 'Text',
  image: 'Image',
  art: 'Art',
  ideas: 'Ideas',
  options: 'Options',
  addImage: 'Add a picture',
  dropHere: 'Drop your picture here',
  notAnImage: (name: string) => `${name} is not a picture we can use. Choose a PNG, JPEG, WebP, AVIF or SVG file.`,
  tooBig: (name: string) => `${name} is larger than 25 MB. Choose a smaller one.`,
  // Art
  // Selection
  close: 'Close',
  done: 'Done',
  edit: 'Edit',
  selected: (count: number) => `${count} objects`,
  // Text
  smaller: 'Smaller',
  larger: 'Larger',
  mm: 'mm',
  anyColour: 'Another colour',
  // Image
  // Place
  // Layers
  layer: { text: 'Text', image: 'Picture', shape: 'Art', code: 'Code', group: 'Group' },
  // Prompt
  // Arranging
  clipboard: {
    copy: 'Copy',
    cut: 'Cut',
    paste: 'Paste',
    copied: (count: number) => (count === 1 ? 'Copied' : `${count} objects copied`),
    wasCut: (count: number) => (count === 1 ? 'Cut' : `${count} objects cut`),
    pasted: (count: number) => (count === 0 ? 'Nothing could be pasted.' : count === 1 ? 'Pasted.' : `${count} objects pasted.`),
    without: {
      picture: 'Pictures of another shop cannot come along; upload them here.',
      font: 'A font is not offered here; another one was taken.',
      colour: 'A colour cannot be made here; another one was taken.',
    },
    refused: {
      'too-large': 'That is too much to paste. Paste less, or upload a picture as a file.',
      'too-long': 'That text is longer than 2,000 characters. Paste a shorter part.',
      broken: 'What you copied cannot be read. Copy it again.',
      limit: 'The design has no room for that.',
    },
  },
  kept: 'Versions and links',
  historyList: {
    title: 'History',
    open: 'What was done',
    start: 'As it was opened',
    now: 'now',
    undone: 'undone',
  },
  sight: {
    title: 'View',
    area: 'Fit to what is selected',
    rulers: 'Rulers',
    unit: 'Unit',
    units: { mm: 'Millimetres', inch: 'Inches' },
    topRuler: 'Top ruler',
    sideRuler: 'Side ruler',
    addGuide: 'Press Enter to add a guide, or drag one out.',
    guideX: (place: string) => `Upright guide at ${place}`,
    guideY: (place: string) => `Level guide at ${place}`,
    guideHelp: 'Arrow keys move it, Delete removes it.',
    guideAdded: (place: string) => `Guide at ${place}`,
    guideRemoved: 'Guide removed',
    clearGuides: 'Remove all guides',
  },
  dropper: {
    pick: 'Pick a colour from the screen',
    how: 'Click a colour of the design. Arrow keys and Enter work too, Escape ends it.',
    closest: (name: string) => `${name} comes closest of what can be made here.`,
    picked: (name: string) => `Colour ${name}`,
    nothing: 'There is no colour at this place.',
  },
  newText: 'Text',
  promptLabel: 'Describe it',
  promptPlaceholder: 'Describe it, e.g. “Jessica” in script, centred',
  promptShort: 'Describe your idea',
  promptSend: 'Make it',
  promptHint: 'Say it in your own words. The result is ordinary text and art that you can change or undo.',
  promptExamples: ['“Jessica” in script, centred', 'A small heart and our date', 'Gold, serif, “Always”'],
  steps: { checking: 'Checking', composing: 'Composing', drawing: 'Drawing', placing: 'Placing' },
  queued: 'Starting',
  cancel: 'Cancel',
  promptDone: 'Done. Here is what we understood:',
  promptFailed: 'That did not work. Your design is unchanged.',
  promptCancelled: 'Cancelled. Your design is unchanged.',
  tryAgain: 'Try again',
  // Price
  price: 'Price',
  priceDetails: 'What the price is made of',
  total: 'Total',
  addToCart: 'Add to cart',
  addingToCart: 'One moment…',
  cartFailed: 'We could not add it to the cart. Your design is safe; please try again.',
  cartBlocked: (count: number) => (count === 1 ? 'One thing to fix first' : `${count} things to fix first`),
  // Preflight
  // States
  personalise: 'Personalise',
  loading: 'Getting your product ready…',
  failed: 'We could not open the designer',
  failedHint: 'Check your connection, then try again. Your design is safe.',
  failedElse: 'Something is wrong in this shop, not with you. Please come back a little later.',
  notFound: 'This product is not available right now.',
  retry: 'Try again',
  panelFailed: 'This could not be loaded. Check your connection and try again.',
  emptyTitle: 'Make it yours',
  emptyHint: 'Write something, add a picture, or describe your idea.',
  // Hints for the first use
  none: 'None',
  unit: { mm: 'mm', count: '' },
};

/** Figures of a finding. */
export type Values = Readonly<Record<string, string | number>>;
/** What is there from the start. `own`: the shop's words, for the tables that a panel loads by itself. */
export type Strings = typeof en & { readonly own?: Words };
/** Every sentence of the customizer. */
export type AllStrings = Strings & PanelStrings;

/** Languages other than English, by primary subtag. */
const LANGUAGES: Readonly<Record<string, () => Promise<AllStrings>>> = {
  fr: async () => (await import('./strings.fr.js')).fr,
  de: async () => (await import('./strings.de.js')).de,
  es: async () => (await import('./strings.es.js')).es,
  it: async () => (await import('./strings.it.js')).it,
  ar: async () => (await import('./strings.ar.js')).ar,
};

/** The table for a BCP 47 tag, with the words of the panels; English without them when there is none (see `panelWords`). Never rejects. */
export async function loadStrings(locale: string): Promise<Strings> {
  const language = locale.toLowerCase().split('-')[0] ?? '';
  const load = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined;
  return load ? load().catch(() => en) : en;
}
