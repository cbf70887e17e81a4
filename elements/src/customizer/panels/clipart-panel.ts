import type { Clipart } from '@luneo/sdk/contracts/products.js';
import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/icons.js';
import { controls } from '../../shared/styles.js';
import { UseEditor } from '../../shared/use-editor.js';
import { gridKeys, tiles } from './tiles.js';

/** The brand's art: search, categories, one tap adds it. */
export class LuneoClipartPanel extends LitElement {
  static override properties = { query: { state: true }, category: { state: true } };
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
      .categories button[aria-pressed='true'] {
        border-color: var(--_accent);
        background: var(--_accent);
        color: var(--_accent-ink);
      }
    `,
  ];

  declare query: string;
  declare category: string;
  readonly #use = new UseEditor(this, ['clipart']);

  constructor() {
    super();
    this.query = this.category = '';
  }

  protected override render(): TemplateResult {
    const { t, state } = this.#use;
    const categories = [...new Set(state.clipart.map(({ category }) => category))];
    const shown = state.clipart.filter((art) => (!this.category || art.category === this.category) && matches(art, this.query));
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
          ? html`<div class="categories">
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
          : ''
      }
      <ul @keydown=${gridKeys}>
        ${shown.map((art) => this.#tile(art))}
      </ul>
      <p class="note" role="status">${shown.length > 0 ? '' : state.clipart.length > 0 ? t.noArt(this.query) : t.noArtAtAll}</p>
    `;
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

/** Every word of the query begins a word of the name, the category or an alias; accents and case do not count. */
function matches({ name, category, aliases }: Clipart, query: string): boolean {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain([name, category, ...aliases].join(' ')).split(/\s+/);
  return plain(query)
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}

define('luneo-clipart-panel', LuneoClipartPanel);
