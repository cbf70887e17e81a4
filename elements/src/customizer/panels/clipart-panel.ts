import type { Clipart } from '@luneo/sdk/contracts/products.js';
import { css, html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/panel-icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { gridKeys, tiles } from './tiles.js';

/** Drawn at once; the next ones while the shopper scrolls. */
const PORTION = 96;

/** The brand's art: search, categories, one tap adds it. */
export class LuneoClipartPanel extends LitElement {
  static override properties = { query: { state: true }, category: { state: true }, most: { state: true } };
  static override styles = [
    controls,
    tiles,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      .search {
        position: relative;
      }
      .search svg.i {
        position: absolute;
        inset-block: 12px;
        inset-inline-start: 12px;
        color: var(--_muted);
      }
      input[type='search'] {
        padding-inline-start: 40px;
      }
      .categories {
        display: flex;
        gap: 6px;
        overflow-x: auto;
        margin-inline: -4px;
        padding: 4px;
        scrollbar-width: none;
      }
      .categories button {
        flex: none;
        border-radius: 99px;
      }
      .end {
        block-size: 1px;
      }
      .bone {
        aspect-ratio: 1;
        border-radius: var(--_radius);
        background: var(--_wash);
      }
      .categories button[aria-pressed='true'] {
        border-color: var(--_accent);
        background: var(--_accent);
        color: var(--_accent-ink);
      }
    `,
  ];

  declare query: string;
  declare category: string;
  /** How many are drawn; more when the shopper comes near the end. */
  declare most: number;
  readonly #use = new UsePanel(this, ['clipart', 'library']);
  readonly #more = globalThis.IntersectionObserver
    ? new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && (this.most += PORTION), {
        rootMargin: '400px',
      })
    : null;

  constructor() {
    super();
    this.query = this.category = '';
    this.most = PORTION;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#more?.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('query') || changed.has('category')) this.most = PORTION;
  }

  protected override updated(): void {
    this.#more?.disconnect();
    const end = this.renderRoot.querySelector('.end');
    if (end) this.#more?.observe(end);
  }

  protected override render(): TemplateResult {
    const { t, state } = this.#use;
    if (state.library !== 'ready' && state.clipart.length === 0) return this.#waiting(state.library === 'failed');
    const categories = [...new Set(state.clipart.map(({ category }) => category))];
    const shown = state.clipart.filter((art) => (!this.category || art.category === this.category) && matches(art, this.query));
    const told = shown.length > 0 ? t.artFound(shown.length) : state.clipart.length > 0 ? t.noArt(this.query) : t.noArtAtAll;
    return html`
      <div class="search">
        ${icon('search')}
        <input
          type="search"
          aria-label=${t.searchArt}
          placeholder=${t.searchArt}
          @input=${(event: Event) => (this.query = (event.target as HTMLInputElement).value)}
        />
      </div>
      ${
        categories.length > 1
          ? html`<div class="categories" role="group" aria-label=${t.artCategories}>
              ${['', ...categories].map(
                (category) =>
                  html`<button
                    class="small"
                    type="button"
                    aria-pressed=${this.category === category}
                    @click=${() => (this.category = category)}
                  >
                    ${category || t.allArt}
                  </button>`,
              )}
            </div>`
          : nothing
      }
      <ul @keydown=${gridKeys}>
        ${repeat(
          shown.slice(0, this.most),
          ({ id }) => id,
          (art) => this.#tile(art),
        )}
      </ul>
      ${shown.length > this.most ? html`<div class="end"></div>` : nothing}
      <p class=${shown.length > 0 ? 'visually-hidden' : 'note'} role="status">${told}</p>
      ${
        shown.length === 0 && (this.query || this.category)
          ? html`<button type="button" @click=${() => this.#reset()}>${t.artReset}</button>`
          : nothing
      }
    `;
  }

  #waiting(hasFailed: boolean): TemplateResult {
    const { t, editor } = this.#use;
    if (hasFailed)
      return html`<p class="note" role="alert">${t.artFailed}</p>
        <button type="button" @click=${() => editor.retryLibrary()}>${t.tryAgain}</button>`;
    return html`<p class="visually-hidden" role="status">${t.loading}</p>
      <ul aria-hidden="true">
        ${Array.from({ length: 12 }, () => html`<li class="bone"></li>`)}
      </ul>`;
  }

  #reset(): void {
    this.query = this.category = '';
    const field = this.renderRoot.querySelector('input')!;
    field.value = '';
    field.focus();
  }

  #tile({ id, name, viewBox, paths }: Clipart): TemplateResult {
    return html`<li>
      <button type="button" aria-label=${name} title=${name} @click=${() => this.#use.editor.addClipart(id)}>
        <svg viewBox="0 0 ${viewBox[0]} ${viewBox[1]}" aria-hidden="true">
          ${paths.map(({ d, fill }) => svg`<path d=${d} fill=${fill && fill !== '#000000' ? fill : 'currentColor'} />`)}
        </svg>
      </button>
    </li>`;
  }
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The words of a piece of art, made once: a library may have thousands. */
const known = new WeakMap<Clipart, readonly string[]>();
function wordsOf(art: Clipart): readonly string[] {
  let words = known.get(art);
  if (!words) known.set(art, (words = plain([art.name, art.category, ...art.aliases].join(' ')).split(/\s+/)));
  return words;
}

/** Every word of the query begins a word of the name, the category or an alias; accents and case do not count. */
function matches(art: Clipart, query: string): boolean {
  const words = wordsOf(art);
  return plain(query)
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}

define('luneo-clipart-panel', LuneoClipartPanel);
