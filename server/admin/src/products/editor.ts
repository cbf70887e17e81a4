import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App, Place } from '../shell/app.js';
import { tellSaved, TRY_TAB, tryUrl } from '../try/saved.js';
import { codeOf, fieldErrors, problem, sentence } from '../ui/failure.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { skeleton } from '../ui/load.js';
import { base } from '../ui/styles.js';
import { showCurrentTab } from '../ui/tabs.js';
import { ui } from '../ui/words.js';
import './areas.js';
import { check, tabOf } from './check.js';
import './details.js';
import { newDraft, ProductDraft } from './draft.js';
import './options.js';
import './prices.js';
import './share.js';
import './texts.js';
import { tryButton } from './try-button.js';
import { words } from './words.js';

type Tab = 'areas' | 'options' | 'prices' | 'text' | 'details' | 'share';
const TABS: readonly Tab[] = ['areas', 'options', 'prices', 'text', 'details', 'share'];

/** One product while it is edited: tabs by address, undo, saving with the API's objections at their fields. */
@customElement('luneo-product-editor')
export class LuneoProductEditor extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      .page {
        max-inline-size: 1360px;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      @media (max-width: 700px) {
        .save {
          position: sticky;
          inset-block-end: 0;
          z-index: 5;
          margin-inline: -16px;
          padding: 10px 16px;
          border-block-start: 1px solid var(--line);
          background: var(--paper);
        }
        .save button {
          flex: 1;
        }
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) place!: Place;
  @state() private version = 0;
  @state() private problem = '';
  @state() private isSaving = false;
  @state() private isRecovered = false;
  private draft: ProductDraft | null = null;
  private shownId = '';

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.keys);
  }

  override disconnectedCallback(): void {
    document.removeEventListener('keydown', this.keys);
    this.app.guard = null;
    super.disconnectedCallback();
  }

  override willUpdate(): void {
    const [id = 'new'] = this.place.rest;
    if (id === this.shownId) return;
    this.shownId = id;
    if (this.draft?.product?.id === id) return;
    this.draft = null;
    void this.open(id);
  }

  override render(): TemplateResult {
    const { draft } = this;
    if (!draft)
      return html`<div class="page">
        <h1>${words.title}</h1>
        ${this.problem ? problem(this.problem) : skeleton(6)}
      </div>`;
    const tab = this.tab;
    return html`<div class="page">
      <div class="head">
        <div class="grow">
          <a href="#/products">${words.allProducts}</a>
          <h1>${draft.input.name || words.unnamed}</h1>
          <div class="row">${this.chip()}</div>
        </div>
        <div class="bar">
          ${tryButton(draft, () => void this.try())}
          <button class="icon" aria-label=${words.undo} ?disabled=${!draft.canUndo} @click=${() => draft.undo()}>
            ${icon('undo', 'mirror')}
          </button>
          <button class="icon" aria-label=${words.redo} ?disabled=${!draft.canRedo} @click=${() => draft.redo()}>
            ${icon('redo', 'mirror')}
          </button>
        </div>
      </div>
      ${
        this.isRecovered
          ? html`<p class="note">
              ${icon('info')}<span>${words.recovered} <button class="link" @click=${this.discard}>${words.discard}</button></span>
            </p>`
          : nothing
      }
      <nav class="tabs" aria-label=${words.parts}>${TABS.map((each) => this.link(each, tab))}</nav>
      ${problem(this.problem)} ${this.content(tab, draft)}
      <div class="bar save">
        <button class="primary" ?disabled=${this.isSaving} @click=${() => this.save()}>${this.isSaving ? ui.saving : ui.save}</button>
        ${draft.product?.status === 'published' ? nothing : html`<button ?disabled=${this.isSaving} @click=${() => this.save('published')}>${words.publish}</button>`}
        <span class="soft small" role="status">${draft.isDirty ? words.unsaved : words.allSaved}</span>
      </div>
    </div>`;
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('place') || changed.has('draft')) showCurrentTab(this.renderRoot);
  }

  private get tab(): Tab {
    const wanted = this.place.rest[1] as Tab | undefined;
    return wanted && TABS.includes(wanted) ? wanted : 'areas';
  }

  private chip(): TemplateResult {
    const isPublished = this.draft!.product?.status === 'published';
    return html`<span class="state" data-tone=${isPublished ? 'good' : 'none'}
      >${isPublished ? words.states.published : words.states.draft}</span
    >`;
  }

  private link(each: Tab, current: Tab): TemplateResult {
    const count = [...this.draft!.errors.keys()].filter((path) => tabOf(path) === each).length;
    return html`<a href="#/products/${this.shownId}/${each}" aria-current=${each === current ? 'page' : nothing}>
      ${words.tabs[each]}${count > 0 ? html` <span class="state" data-tone="bad">${count}<span class="visually-hidden"> ${words.toCorrect}</span></span>` : nothing}
    </a>`;
  }

  private content(tab: Tab, draft: ProductDraft): TemplateResult {
    const { app, version } = this;
    switch (tab) {
      case 'areas':
        return html`<luneo-product-areas .app=${app} .draft=${draft} .version=${version}></luneo-product-areas>`;
      case 'options':
        return html`<luneo-product-options .app=${app} .draft=${draft} .version=${version}></luneo-product-options>`;
      case 'prices':
        return html`<luneo-product-prices .app=${app} .draft=${draft} .version=${version}></luneo-product-prices>`;
      case 'text':
        return html`<luneo-product-texts .app=${app} .draft=${draft} .version=${version}></luneo-product-texts>`;
      case 'details':
        return html`<luneo-product-details .app=${app} .draft=${draft} .version=${version}></luneo-product-details>`;
      case 'share':
        return html`<luneo-product-share
          .app=${app}
          .draft=${draft}
          .version=${version}
          @publish=${() => this.save('published')}
          @unpublish=${() => this.save('draft')}
          @try=${this.try}
        ></luneo-product-share>`;
    }
  }

  private async open(id: string): Promise<void> {
    try {
      const draft = id === 'new' ? newDraft() : ProductDraft.of(await this.app.api.products.get(id));
      if (!draft) return this.app.go('#/products');
      if (id !== this.shownId) return;
      this.draft = draft;
      this.isRecovered = draft.isRecovered && id !== 'new';
      draft.addEventListener('change', () => (this.version += 1));
      const isHere = (hash: string): boolean => hash.startsWith(`#/products/${this.shownId}`);
      this.app.guard = { covers: isHere, isDirty: () => this.draft?.isDirty ?? false };
      this.version += 1;
    } catch (error) {
      this.problem = sentence(error);
    }
  }

  private discard(): void {
    this.draft?.discard();
    this.isRecovered = false;
  }

  private readonly try = async (): Promise<void> => {
    if (!(await this.save())) return;
    const url = tryUrl(this.draft!.product!.id);
    // A browser that lets no tab be opened once the saving has taken its time shows it here.
    if (!window.open(url, TRY_TAB)) location.assign(url);
  };

  /** Saves, and with `status` publishes or takes back. What the page can see to be wrong is not sent. */
  private async save(status?: 'published' | 'draft'): Promise<boolean> {
    const { draft } = this;
    if (!draft || this.isSaving) return false;
    const sent = structuredClone({ ...draft.input, status: status ?? draft.product?.status ?? 'draft' });
    const errors = check(sent);
    if (errors.size > 0) return this.refuse(errors);
    this.isSaving = true;
    this.problem = '';
    try {
      const { products } = this.app.api;
      const isNew = draft.product === null;
      const product = draft.product
        ? await products.update(this.app.brandId, draft.product.id, sent)
        : await products.create(this.app.brandId, sent);
      if (draft.input.status !== sent.status) draft.edit('status', ({ input }) => (input.status = sent.status));
      draft.saved(product, sent);
      this.isRecovered = false;
      this.app.say(status === 'published' ? words.nowPublished : status === 'draft' ? words.nowDraft : words.savedToast);
      // Published, it needs to be put into a page next.
      if (isNew || status === 'published') {
        this.app.go(`#/products/${product.id}/${status === 'published' ? 'share' : this.tab}`);
      }
      tellSaved(product.id);
      return true;
    } catch (error) {
      if (codeOf(error) === 'conflict') this.refuse(new Map([['slug', words.slugTaken]]));
      else if (fieldErrors(error).size > 0) this.refuse(fieldErrors(error));
      else this.problem = sentence(error);
      return false;
    } finally {
      this.isSaving = false;
    }
  }

  /** Says what is wrong and goes to the tab where it is. */
  private refuse(errors: ReadonlyMap<string, string>): false {
    this.draft!.fail(errors);
    const tabs = new Set([...errors.keys()].map(tabOf));
    this.problem = words.cannotSave(errors.size, [...tabs].map((tab) => words.tabs[tab]).join(', '));
    if (!tabs.has(this.tab as never)) this.app.go(`#/products/${this.shownId}/${[...tabs][0]!}`);
    return false;
  }

  private readonly keys = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || !this.draft) return;
    const key = event.key.toLowerCase();
    if (key === 's') {
      event.preventDefault();
      void this.save();
      return;
    }
    const [target] = event.composedPath();
    if (key !== 'z' || (target instanceof HTMLElement && target.matches('input, textarea, select'))) return;
    event.preventDefault();
    if (event.shiftKey) this.draft.redo();
    else this.draft.undo();
  };
}
