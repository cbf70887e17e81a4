import type { LuneoError } from '@luneo/sdk';
import type { LuneoCustomizer } from '../../luneo-customizer.js';
import { emit } from '../../shared/emit.js';
import { Paying } from '../../shared/paying.js';
import { loadStrings, type Strings } from '../../shared/strings.js';
import { filled } from '../../shared/words.js';
import { Editor, type OpenOptions } from '../editor.js';
import type { EditorState } from '../editor-state.js';
import type {} from '../form/form.js';
import type {} from '../saved/shared-view.js';
import type {} from './workbench.js';

const PARTS = 'frame, toolbar, stage, panel, prompt, buy, cart-button';

/** What is shown: the whole editor or the form; whoever mounts it has loaded it. */
export type ViewTag = 'luneo-workbench' | 'luneo-form' | 'luneo-shared-view';

/** A running customizer inside its host. */
export interface Mounted {
  editor: Editor;
  /** Opens what the host's attributes name now. */
  open(): void;
  close(): void;
}

/**
 * Opens the editor beside the poster and puts the workbench in its place once there is something to show. `onEditor` is
 * called before the first event of the host's.
 */
export async function mount(
  host: LuneoCustomizer,
  onEditor: (editor: Editor) => void,
  view: ViewTag,
  load?: OpenOptions['load'],
): Promise<Mounted> {
  const editor = new Editor();
  const workbench = document.createElement(view);
  workbench.editor = editor;
  workbench.strings = await wordsOf(host);
  onEditor(editor);
  workbench.lang = host.locale;
  workbench.setAttribute('exportparts', PARTS);
  // An empty slot would hide what the workbench shows in its place.
  for (const name of ['title', 'footer'])
    if (host.querySelector(`:scope > [slot=${name}]`)) {
      const slot = document.createElement('slot');
      slot.name = slot.slot = name;
      workbench.append(slot);
    }
  tellHost(host, editor);
  editor.addEventListener('resource-failed', (event) => {
    workbench.say(workbench.strings.panelFailed);
    tellError(host, (event as CustomEvent<{ error: Error }>).detail.error);
  });
  workbench.addEventListener('checkout', () => void checkout(host, editor));
  workbench.addEventListener('reopen', () => void open(host, editor, load));
  await open(host, editor, load);
  const root = host.shadowRoot!;
  const hadFocus = root.activeElement !== null;
  root.append(workbench);
  await workbench.updateComplete;
  if (hadFocus) workbench.focusFirst();
  root.querySelector('.root')?.remove();
  const said = () => `${host.locale} ${JSON.stringify(host.strings)}`;
  let speaks = said();
  return {
    editor,
    open: () => {
      if (said() !== speaks) {
        const now = (speaks = said());
        void wordsOf(host).then((strings) => now === speaks && Object.assign(workbench, { strings, lang: host.locale }));
      }
      void open(host, editor, load);
    },
    close: () => editor.close(),
  };
}

/** The language of the host, with the brand's own words in it. */
async function wordsOf(host: LuneoCustomizer): Promise<Strings> {
  const own = host.strings;
  return { ...filled(await loadStrings(host.locale), own), own };
}

function open({ apiUrl, publishableKey, product, designId }: LuneoCustomizer, editor: Editor, load?: OpenOptions['load']): Promise<void> {
  return editor.open({ apiUrl, publishableKey, product, designId, ...(load && { load }) });
}

/** Fires the host's events for what changed. `luneo-ready` comes first; what was loaded with it is no change. */
function tellHost(host: LuneoCustomizer, editor: Editor): void {
  let told: EditorState = editor.state;
  editor.addEventListener('change', () => {
    const { state } = editor;
    const before = told;
    told = state;
    const { designId, document, quote, findings } = state;
    if (state.phase === 'ready' && before.phase !== 'ready') {
      emit(host, 'luneo-ready', { designId, document });
      if (quote) emit(host, 'luneo-price', { quote });
      return;
    }
    if (state.error && state.error !== before.error) tellError(host, state.error);
    if (state.phase !== 'ready') return;
    if (document !== before.document) emit(host, 'luneo-design-change', { designId, document });
    if (quote && quote !== before.quote && (quote.total !== before.quote?.total || quote.lines.length !== before.quote.lines.length))
      emit(host, 'luneo-price', { quote });
    if (findings !== before.findings) emit(host, 'luneo-preflight', { findings });
  });
}

/** The order's id is filled in by the API, so its place must not be escaped. */
function returnTo(page: string): string {
  const url = new URL(page, document.baseURI);
  const { hash } = url;
  url.hash = '';
  return `${url.href}${url.search ? '&' : '?'}luneo-order={ORDER_ID}${hash}`;
}

async function checkout(host: LuneoCustomizer, editor: Editor): Promise<void> {
  try {
    const order = await editor.addToCart(host.successUrl === null ? {} : { successUrl: returnTo(host.successUrl) });
    if (!emit(host, 'luneo-cart-add', { order }, true) || !order.checkoutUrl) return;
    Paying.begin(host.product);
    location.assign(order.checkoutUrl);
  } catch (error) {
    tellError(host, error as Error);
  }
}

function tellError(host: LuneoCustomizer, error: Error): void {
  emit(host, 'luneo-error', { error, code: (error as LuneoError).code });
}
