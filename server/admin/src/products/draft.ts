import type { Product, ProductInput } from '@luneo/sdk/contracts/products.js';
import type { ProductTemplate, TemplateSide } from '@luneo/sdk/design/template.js';

/** A picture of the product. `scale`: pixels of the picture for 1 mm, once somebody has measured. */
export interface Photo {
  url: string;
  width: number;
  height: number;
  scale: number | null;
}

export interface DraftState {
  input: ProductInput;
  photos: Photo[];
}

interface Kept {
  state: DraftState;
  /** Of the product that was changed. */
  updatedAt: string | null;
}

const MOST_STEPS = 100;
/** Typing that goes on within this is one step back. */
const PAUSE_MS = 1_500;

/**
 * A product while somebody edits it: every change is a step that can be undone, and is kept on this device until it is saved, so
 * that neither a crash nor an expired session loses it. Fields that the page does not show stay as they are. Fires `change`.
 */
export class ProductDraft extends EventTarget {
  state: DraftState;
  /** Null until it was saved first. */
  product: Product | null;
  /** Dotted path in the product → what is wrong there. */
  errors: ReadonlyMap<string, string> = new Map();
  /** Was taken up from an earlier visit that did not save. */
  readonly isRecovered: boolean;
  #saved: string;
  #past: DraftState[] = [];
  #future: DraftState[] = [];
  #last = { key: '', at: 0 };

  constructor(product: Product | null, fresh: DraftState) {
    super();
    this.product = product;
    const kept = recall(product?.id ?? 'new');
    const fits = kept !== null && kept.updatedAt === (product?.updatedAt ?? null);
    this.#saved = product ? JSON.stringify(fresh.input) : '';
    this.state = fits ? kept.state : fresh;
    this.isRecovered = fits && JSON.stringify(kept.state.input) !== this.#saved;
  }

  static of(product: Product): ProductDraft {
    return new ProductDraft(product, { input: inputOf(product), photos: photosOf(product.template) });
  }

  get input(): ProductInput {
    return this.state.input;
  }
  get template(): ProductTemplate {
    return this.state.input.template;
  }
  get isDirty(): boolean {
    return JSON.stringify(this.input) !== this.#saved;
  }
  get canUndo(): boolean {
    return this.#past.length > 0;
  }
  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Changes a copy. Edits with the same `key` in one go are one step. */
  edit(key: string, change: (state: DraftState) => void): void {
    const next = structuredClone(this.state);
    change(next);
    const isSame = key === this.#last.key && Date.now() - this.#last.at < PAUSE_MS;
    if (!isSame) this.#past = [...this.#past.slice(-MOST_STEPS), this.state];
    this.#last = { key, at: Date.now() };
    this.#future = [];
    this.#become(next);
  }

  undo(): void {
    const before = this.#past.pop();
    if (!before) return;
    this.#future.push(this.state);
    this.#last.key = '';
    this.#become(before);
  }

  redo(): void {
    const after = this.#future.pop();
    if (!after) return;
    this.#past.push(this.state);
    this.#last.key = '';
    this.#become(after);
  }

  /** Starts a new product, in place of one that was not saved. */
  begin(state: DraftState): void {
    this.#past = [];
    this.#become(state);
  }

  fail(errors: ReadonlyMap<string, string>): void {
    this.errors = errors;
    this.dispatchEvent(new Event('change'));
  }

  /** The server has it. What was typed while it was sent stays unsaved. */
  saved(product: Product, sent: ProductInput): void {
    const key = this.product?.id ?? 'new';
    this.product = product;
    this.#saved = JSON.stringify(sent);
    this.errors = new Map();
    localStorage.removeItem(nameOf(key));
    this.#become(this.state);
  }

  /** Back to what the server has. */
  discard(): void {
    localStorage.removeItem(nameOf(this.product?.id ?? 'new'));
    if (!this.product) return;
    this.#past = [...this.#past, this.state];
    this.#become({ input: inputOf(this.product), photos: photosOf(this.product.template) });
  }

  #become(state: DraftState): void {
    this.state = state;
    const id = this.product?.id ?? 'new';
    if (this.isDirty) remember(id, { state, updatedAt: this.product?.updatedAt ?? null });
    else localStorage.removeItem(nameOf(id));
    this.dispatchEvent(new Event('change'));
  }
}

export function inputOf({ slug, name, description, status, imageUrl, template }: Product): ProductInput {
  return { slug, name, description, status, imageUrl, template };
}

/** Every picture that a side lies on, with the scale that its measures imply. */
function photosOf(template: ProductTemplate): Photo[] {
  const photos = new Map<string, Photo>();
  for (const { mockup, width } of template.sides)
    if (!photos.has(mockup.url))
      photos.set(mockup.url, { url: mockup.url, width: mockup.width, height: mockup.height, scale: mockup.place.width / width });
  return [...photos.values()];
}

export const photoOf = ({ photos }: DraftState, side: TemplateSide): Photo | undefined => photos.find(({ url }) => url === side.mockup.url);

const nameOf = (id: string): string => `luneo-draft:${id}`;

function remember(id: string, kept: Kept): void {
  try {
    localStorage.setItem(nameOf(id), JSON.stringify(kept));
  } catch {
    // The device is full: the draft lives as long as the page, and leaving it asks first.
  }
}

function recall(id: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(nameOf(id)) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

/** Whether an unsaved new product waits on this device. */
export const hasNewDraft = (): boolean => recall('new') !== null;
export const newDraft = (): ProductDraft | null => {
  const kept = recall('new');
  return kept && new ProductDraft(null, kept.state);
};
