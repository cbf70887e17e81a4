import type { Order } from '@luneo/sdk/contracts/orders.js';
import type { Product } from '@luneo/sdk/contracts/products.js';
import type { Finding, Quote } from '@luneo/sdk/contracts/quote.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { Editor } from './customizer/editor.js';
import type { Mounted } from './customizer/panels/mount.js';
import { Poster } from './customizer/panels/poster.js';
import { localeOf } from './shared/locale.js';
import { Paying } from './shared/paying.js';
import { type Words, wordsFrom } from './shared/words.js';

/** What made the shopper start; done again once the customizer is there. */
export interface Intent {
  files?: File[];
}

type Mount = (host: LuneoCustomizer, onEditor: (editor: Editor) => void) => Promise<Mounted>;

// A server that imports this module for its types or to render the tag has no DOM.
const ElementBase = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * Lets a shopper personalise a product and put it in the cart. Shows a poster of final size at once and loads the rest
 * when the shopper points at it, focuses it or presses a key.
 *
 * @attr api-url - Origin of the Luneo API, e.g. `https://api.luneo.example`
 * @attr publishable-key - The brand's `pk_…` key
 * @attr product - Product id or slug
 * @attr design-id - A design of this shopper to continue
 * @attr locale - BCP 47 tag; default: the nearest `lang`
 * @attr strings - The shop's own words as JSON, e.g. `{"addToCart":"Buy"}`
 * @attr success-url - Page of the shop for after the payment, `?luneo-order=ord_…` is added; default: this page
 * @attr mode - `form`: the shopper fills fields in and sees the result; `editor`: the whole editor; default: as the product says
 * @attr share - Token of a link to a design: it is shown to look at. Default: the `luneo-share` of the page's address, when it is of this product
 * @attr poster - Picture to show until the shopper starts; default: the product's own
 * @fires {CustomEvent<{ designId: string | null; document: DesignDocument }>} luneo-ready - The design can be edited
 * @fires {CustomEvent<{ designId: string | null; document: DesignDocument }>} luneo-design-change - The shopper changed it
 * @fires {CustomEvent<{ quote: Quote }>} luneo-price - The price changed
 * @fires {CustomEvent<{ findings: readonly Finding[] }>} luneo-preflight - What production can or cannot make changed
 * @fires {CustomEvent<{ order: Order }>} luneo-cart-add - Ordered. Not cancelled: the page goes to `order.checkoutUrl`
 * @fires {CustomEvent<{ error: Error; code: string }>} luneo-error - Something failed; the element shows it, too
 * @slot title - Replaces the product's name
 * @slot footer - Below the price, e.g. delivery times
 * @csspart frame - The whole box
 * @csspart poster - The picture before the start
 * @csspart personalise - The button on the poster
 * @csspart toolbar - Undo, redo, sides
 * @csspart stage - Around the product
 * @csspart panel - Options, layers and settings
 * @csspart prompt - The line for describing an idea
 * @csspart buy - Price and button
 * @csspart cart-button - The call to action
 * @cssprop [--luneo-accent] - The shop's colour: main button, chosen options
 * @cssprop [--luneo-accent-ink] - Text on the accent
 * @cssprop [--luneo-paper] - Background
 * @cssprop [--luneo-ink] - Text
 * @cssprop [--luneo-backdrop] - Behind the product
 * @cssprop [--luneo-focus] - Focus ring
 * @cssprop [--luneo-radius=10px] - Corners of controls
 * @cssprop [--luneo-frame-radius] - Corners of the element
 * @cssprop [--luneo-height] - Height of the element, before and after the start
 */
export class LuneoCustomizer extends ElementBase {
  static readonly observedAttributes = ['api-url', 'publishable-key', 'product', 'design-id', 'locale', 'poster', 'strings'];

  #poster: Poster | null = null;
  #mounted: Mounted | null = null;
  #editor: Editor | null = null;
  #starting: Promise<Editor> | null = null;
  #watch: IntersectionObserver | null = null;
  #described = '';
  #describing = Promise.resolve();
  #templateMode: 'editor' | 'form' = 'editor';

  /** The API's address, absolute: like a link's, the attribute may be relative to the page. */
  get apiUrl(): string {
    const given = this.getAttribute('api-url') ?? '';
    const url = given && URL.canParse(given, this.baseURI) ? new URL(given, this.baseURI).href : given;
    return url.replace(/\/+$/, '');
  }
  set apiUrl(value: string) {
    this.setAttribute('api-url', value);
  }
  get publishableKey(): string {
    return this.getAttribute('publishable-key') ?? '';
  }
  set publishableKey(value: string) {
    this.setAttribute('publishable-key', value);
  }
  get product(): string {
    return this.getAttribute('product') ?? '';
  }
  set product(value: string) {
    this.setAttribute('product', value);
  }
  get designId(): string | null {
    return this.getAttribute('design-id');
  }
  set designId(value: string | null) {
    if (value === null) this.removeAttribute('design-id');
    else this.setAttribute('design-id', value);
  }
  /** `form` or `editor`; null: as the product's template says. Read at the start. */
  get mode(): 'editor' | 'form' | null {
    const mode = this.getAttribute('mode');
    return mode === 'form' || mode === 'editor' ? mode : null;
  }
  set mode(value: 'editor' | 'form' | null) {
    if (value === null) this.removeAttribute('mode');
    else this.setAttribute('mode', value);
  }
  /** Token of the link that the page was opened with, or of the attribute. Read at the start. */
  get share(): string | null {
    const [id, slug, ...token] = new URLSearchParams(globalThis.location?.search).get('luneo-share')?.split('.') ?? [];
    return this.getAttribute('share') ?? ([id, slug].includes(this.product) ? token.join('.') : null);
  }
  set share(value: string | null) {
    if (value === null) this.removeAttribute('share');
    else this.setAttribute('share', value);
  }
  /** Page for after the payment, as written in the attribute. */
  get successUrl(): string | null {
    return this.getAttribute('success-url');
  }
  set successUrl(value: string | null) {
    if (value === null) this.removeAttribute('success-url');
    else this.setAttribute('success-url', value);
  }
  /** BCP 47 tag in use. */
  get locale(): string {
    return localeOf(this, this.getAttribute('locale'));
  }
  set locale(value: string) {
    this.setAttribute('locale', value);
  }

  /** The shop's own words in the place of ours: any part of `Strings`, a sentence with figures as a text with `{0}` or `{name}` in it. */
  get strings(): Words {
    return wordsFrom(this.getAttribute('strings'));
  }
  set strings(value: Words) {
    this.setAttribute('strings', JSON.stringify(value));
  }

  /** The design and all that can be done to it; null before the start. */
  get editor(): Editor | null {
    return this.#editor;
  }

  connectedCallback(): void {
    this.#mounted?.open();
    if (!this.#poster && !this.#mounted) {
      this.#poster = new Poster(this.shadowRoot ?? this.attachShadow({ mode: 'open', delegatesFocus: false }), this.locale, this.strings);
      this.#listen(this.#poster);
      if (this.share || Paying.cameBack(this.product)) void this.start().catch(() => undefined);
    }
    this.#watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && void this.#describe(), {
      rootMargin: '200px',
    });
    this.#watch.observe(this);
  }

  disconnectedCallback(): void {
    this.#watch?.disconnect();
    this.#mounted?.close();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.isConnected) return;
    if (this.#mounted) this.#mounted.open();
    else if (name !== 'locale' && name !== 'strings') void this.#describe();
  }

  /** Loads and opens the customizer, as the shopper's first touch does. Rejects when its code cannot be loaded. */
  start(intent: Intent = {}): Promise<Editor> {
    this.#starting ??= this.#start();
    const editor = this.#starting;
    return editor.then((opened) => {
      for (const file of intent.files ?? []) void opened.addImage(file, file.name);
      return opened;
    });
  }

  /** The template says which view it is made for, unless the page does. */
  async #code(): Promise<Mount> {
    const { share } = this;
    if (share) {
      const { mountShared } = await import('./customizer/saved/mount-shared.js');
      return (host, onEditor) => mountShared(host, onEditor, share, () => this.#code());
    }
    const given = this.mode;
    if (!given) await this.#describe();
    const isForm = (given ?? this.#templateMode) === 'form';
    return isForm
      ? (await import('./customizer/form/mount-form.js')).mountForm
      : (await import('./customizer/panels/mount-editor.js')).mountEditor;
  }

  async #start(): Promise<Editor> {
    this.#poster?.busy();
    try {
      const mount = await this.#code();
      // Who hears `luneo-ready` asks for the editor at once.
      this.#mounted = await mount(this, (editor) => (this.#editor = editor));
      this.#poster = null;
      return this.#mounted.editor;
    } catch (error) {
      this.#starting = this.#editor = null;
      this.#poster?.failed();
      const detail = { error: error as Error, code: 'network' };
      this.dispatchEvent(new CustomEvent('luneo-error', { detail, bubbles: true, composed: true }));
      throw error;
    }
  }

  #listen({ frame, button }: Poster): void {
    // The shown error and `luneo-error` tell what went wrong; the promise has nobody else to tell.
    const start = (intent?: Intent) => void this.start(intent).catch(() => undefined);
    const fetchCode = () => void this.#code().catch(() => undefined);
    frame.addEventListener('pointerenter', fetchCode, { once: true });
    button.addEventListener('focus', fetchCode, { once: true });
    frame.addEventListener('click', () => start());
    frame.addEventListener('keydown', (event) => event.key.length === 1 && event.key !== ' ' && start());
    frame.addEventListener('dragover', (event) => event.preventDefault());
    frame.addEventListener('drop', (event) => {
      event.preventDefault();
      start({ files: [...(event.dataTransfer?.files ?? [])] });
    });
    frame.addEventListener('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) start({ files });
    });
  }

  /** Name and picture for the poster; without them the poster still works, so a failure stays silent until the start. */
  #describe(): Promise<void> {
    const picture = this.getAttribute('poster');
    this.#poster?.show({ picture });
    const url = `${this.apiUrl}/v1/products/${encodeURIComponent(this.product)}`;
    if (!this.apiUrl || !this.publishableKey || !this.product) return Promise.resolve();
    if (this.#described !== url) this.#describing = this.#fetchFacts((this.#described = url), picture);
    return this.#describing;
  }

  async #fetchFacts(url: string, picture: string | null): Promise<void> {
    try {
      const reply = await fetch(url, { headers: { authorization: `Bearer ${this.publishableKey}` } });
      if (!reply.ok) return;
      const { name, description, imageUrl, template } = (await reply.json()) as Product;
      this.#templateMode = template.mode ?? 'editor';
      this.#poster?.show({
        picture: picture ?? (imageUrl && new URL(imageUrl, this.apiUrl).href),
        name,
        about: description,
        amount: template.basePrice + (template.variants.length > 0 ? Math.min(...template.variants.map(({ amount }) => amount)) : 0),
        currency: template.currency,
      });
    } catch {
      this.#described = '';
    }
  }
}

if (globalThis.customElements && !customElements.get('luneo-customizer')) customElements.define('luneo-customizer', LuneoCustomizer);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-customizer': LuneoCustomizer;
  }
  interface HTMLElementEventMap {
    'luneo-ready': CustomEvent<{ designId: string | null; document: DesignDocument }>;
    'luneo-design-change': CustomEvent<{ designId: string | null; document: DesignDocument }>;
    'luneo-price': CustomEvent<{ quote: Quote }>;
    'luneo-preflight': CustomEvent<{ findings: readonly Finding[] }>;
    'luneo-cart-add': CustomEvent<{ order: Order }>;
    'luneo-error': CustomEvent<{ error: Error; code: string }>;
  }
}
