import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import '../ui/copy.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import type { ProductDraft } from './draft.js';
import { snippetFor } from './snippet.js';
import { tryButton } from './try-button.js';
import { words } from './words.js';

/** From the finished product to the shop: publish, then paste. */
@customElement('luneo-product-share')
export class LuneoProductShare extends LitElement {
  static override styles = [base, layout];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) draft!: ProductDraft;
  @property({ type: Number }) version = 0;

  override render(): TemplateResult {
    const { product, isDirty } = this.draft;
    const isPublished = product?.status === 'published';
    return html`<div class="stack">
      <section class="card">
        <h2>${isPublished ? words.isPublished : words.isDraft}</h2>
        <p class="soft">${isPublished ? words.publishedText : words.draftText}</p>
        ${isDirty && isPublished ? html`<p class="note" data-tone="warn">${icon('info')}<span>${words.unsavedLive}</span></p>` : nothing}
        <div class="row">
          ${
            isPublished
              ? html`<button @click=${() => this.ask('unpublish')}>${words.unpublish}</button>`
              : html`<button class="primary" @click=${() => this.ask('publish')}>${words.publish}</button>`
          }
        </div>
      </section>
      <section class="card">
        <h2>${words.tryHeading}</h2>
        <p class="soft">${words.tryText}</p>
        <div>${tryButton(this.draft, () => this.ask('try'))}</div>
      </section>
      <section class="card">
        <h2>${words.snippet}</h2>
        <p class="soft">${words.snippetText} <a href="#/keys">${words.toKeys}</a></p>
        <code class="code" tabindex="0" aria-label=${words.snippet}>${this.snippet}</code>
        <div><luneo-copy .text=${this.snippet} .what=${words.snippet}></luneo-copy></div>
      </section>
    </div>`;
  }

  private get snippet(): string {
    return snippetFor(this.app.session.apiUrl, 'pk_…', this.draft.product?.slug ?? this.draft.input.slug);
  }

  private ask(name: 'publish' | 'unpublish' | 'try'): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }
}
