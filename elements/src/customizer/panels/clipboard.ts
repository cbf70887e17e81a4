import type { Layer } from '@luneo/sdk/design/document.js';
import type { Strings } from '../../shared/strings.js';
import { panelWords } from '../../shared/use-panel.js';
import type { Editor } from '../editor.js';
import type { EditorState } from '../editor-state.js';
import { placedSelection } from '../within.js';
import { layerTitle } from './layer-title.js';

/** Layers on their way to another side, product or tab. Frames in mm on their side. */
export interface Clip {
  luneo: 'layers';
  version: 1;
  brandId: string;
  productId: string;
  side: string;
  layers: readonly Layer[];
}

export interface ClipboardHost {
  readonly editor: Editor | null;
  readonly strings: Strings;
  /** Shown for a few seconds and read out. */
  say(words: string): void;
  /** Read out only. */
  tell(words: string): void;
  addFiles(files: readonly File[]): void;
}

/** Other programs leave this type alone; browsers hand it on between tabs. */
const TYPE = 'application/x-luneo-layers';
/** For tabs of browsers that do not, and for buttons: reading the system's clipboard asks for leave. */
const KEY = 'luneo-clipboard';

interface Kept {
  clip: string;
  /** What went to the system's clipboard with it: it is still the newest when that is still there. */
  plain: string;
}

/** Where storage is off, within this page. */
let kept: Kept | null = null;

function keep(value: Kept): void {
  kept = value;
  try {
    localStorage.setItem(KEY, JSON.stringify(value));
  } catch {
    // Full or forbidden: then it stays on this page.
  }
}

function keptNow(): Kept | null {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<Kept> | null;
    return typeof stored?.clip === 'string' && typeof stored.plain === 'string' ? (stored as Kept) : kept;
  } catch {
    return kept;
  }
}

function clipOf(state: EditorState, t: Strings): Kept | null {
  const layers = placedSelection(state);
  const { product } = state;
  if (layers.length === 0 || !product) return null;
  const clip: Clip = { luneo: 'layers', version: 1, brandId: product.brandId, productId: product.id, side: state.side, layers };
  return { clip: JSON.stringify(clip), plain: layers.map((layer) => layerTitle(layer, panelWords(t))).join('\n') };
}

const isField = (event: Event): boolean => {
  const [origin] = event.composedPath();
  return origin instanceof HTMLInputElement || origin instanceof HTMLTextAreaElement || (origin as HTMLElement).isContentEditable;
};

/** Copy, cut and paste with the browser's own keys and menu, and by buttons. */
export class Clipboard {
  readonly #host: ClipboardHost;
  #isFull: boolean | null = null;

  constructor(target: HTMLElement, host: ClipboardHost) {
    this.#host = host;
    target.addEventListener('copy', (event) => this.#copied(event, false));
    target.addEventListener('cut', (event) => this.#copied(event, true));
    target.addEventListener('paste', (event) => this.#pasted(event));
  }

  /** Asked for with every change of the list: storage is looked into once. */
  get isFull(): boolean {
    this.#isFull ??= keptNow() !== null;
    return this.#isFull;
  }

  /** For a button. */
  copy(isCut = false): void {
    const kept = this.#take(isCut);
    if (kept) void navigator.clipboard?.writeText(kept.plain).catch(() => undefined);
  }

  /** For a button: what was copied in this shop, on any page. */
  paste(): void {
    const kept = keptNow();
    if (kept) void this.#paste(kept.clip);
  }

  #take(isCut: boolean): Kept | null {
    const { editor, strings: t } = this.#host;
    const kept = editor && clipOf(editor.state, t);
    if (!kept) return null;
    keep(kept);
    this.#isFull = true;
    const count = editor.state.selection.length;
    if (isCut) editor.remove(editor.state.selection, 'cut');
    this.#host.tell(isCut ? t.clipboard.wasCut(count) : t.clipboard.copied(count));
    return kept;
  }

  #copied(event: ClipboardEvent, isCut: boolean): void {
    if (isField(event) || !event.clipboardData) return;
    const kept = this.#take(isCut);
    if (!kept) return;
    event.preventDefault();
    event.clipboardData.setData(TYPE, kept.clip);
    event.clipboardData.setData('text/plain', kept.plain);
  }

  #pasted(event: ClipboardEvent): void {
    const data = event.clipboardData;
    if (!data || isField(event)) return;
    const [own, plain, files] = [data.getData(TYPE), data.getData('text/plain'), [...data.files]];
    const stored = own ? null : keptNow();
    const clip = own || (stored && plain !== '' && stored.plain === plain ? stored.clip : '');
    if (!clip && plain.trim() === '' && files.length === 0) return;
    event.preventDefault();
    if (clip) void this.#paste(clip);
    else if (plain.trim()) void this.#paste(plain);
    else this.#host.addFiles(files);
  }

  /** Layers as we copied them, or text from anywhere else. */
  async #paste(content: string): Promise<void> {
    const { editor, strings: t } = this.#host;
    if (!editor) return;
    const outcome = await import('../arrange/paste.js').then(
      ({ paste }) => paste(editor, content),
      () => null,
    );
    if (!outcome) this.#host.say(t.panelFailed);
    else if ('refused' in outcome) this.#host.say(t.clipboard.refused[outcome.refused]);
    else if (outcome.without.length > 0)
      this.#host.say([t.clipboard.pasted(outcome.count), ...outcome.without.map((what) => t.clipboard.without[what])].join(' '));
    else this.#host.tell(t.clipboard.pasted(outcome.count));
  }
}
