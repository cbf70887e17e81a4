import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import '../ui/dialog.js';
import type { LuneoDialog } from '../ui/dialog.js';
import { codeOf, problem, sentence } from '../ui/failure.js';
import { decimals } from '../ui/format.js';
import { selectField, textField } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { ProductDraft } from './draft.js';
import { freshState, photoFrom } from './fresh.js';
import { fontsOf } from './starter-fonts.js';
import { words } from './words.js';

/** A new product begins with its name, a price and a photo; the rest is drawn on the photo. Fires `closed`. */
@customElement('luneo-new-product')
export class LuneoNewProduct extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      .drop {
        position: relative;
        display: grid;
        place-items: center;
        gap: 8px;
        min-block-size: 180px;
        padding: 16px;
        border: 1px dashed var(--edge);
        border-radius: 12px;
        text-align: center;
        cursor: pointer;
        overflow: clip;
      }
      .drop:hover,
      .drop[data-over] {
        background: var(--wash);
      }
      .drop:has(:focus-visible) {
        outline: 2px solid var(--focus);
        outline-offset: 2px;
      }
      .drop input {
        position: absolute;
        inset: 0;
        opacity: 0;
        cursor: pointer;
      }
      .drop img {
        max-inline-size: 100%;
        max-block-size: 220px;
        border-radius: 8px;
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @state() private file: File | null = null;
  @state() private preview = '';
  @state() private currency = 'EUR';
  @state() private problem = '';
  @state() private errors: Record<string, string> = {};
  @state() private isWorking = false;
  @state() private isOver = false;
  @query('luneo-dialog') private dialog!: LuneoDialog;

  override disconnectedCallback(): void {
    if (this.preview) URL.revokeObjectURL(this.preview);
    super.disconnectedCallback();
  }

  override render(): TemplateResult {
    return html`<luneo-dialog .heading=${words.newProduct} @closed=${() => this.dispatchEvent(new Event('closed'))}>
      <form class="stack" novalidate @submit=${this.submit}>
        ${textField({ name: 'name', label: words.productName, maxlength: 120, error: this.errors['name'], placeholder: words.namePlaceholder })}
        <div class="fields">
          ${textField({ name: 'price', label: words.basePrice, error: this.errors['price'], placeholder: '25' })}
          ${selectField({ name: 'currency', label: words.currency, value: this.currency, choices: ['EUR', 'USD', 'GBP', 'CHF', 'CAD', 'JPY', 'AED', 'MAD'].map((one) => [one, one] as const), onInput: (value) => (this.currency = value) })}
        </div>
        <div class="field">
          <span class="label">${words.photo}</span>
          <label class="drop" ?data-over=${this.isOver} @dragover=${this.over} @dragleave=${() => (this.isOver = false)} @drop=${this.drop}>
            ${this.preview ? html`<img src=${this.preview} alt="" />` : icon('upload')}
            <span>${this.file ? this.file.name : words.photoDrop}</span>
            <input
              type="file"
              name="photo"
              accept="image/png,image/jpeg,image/webp,image/svg+xml"
              aria-label=${words.photo}
              aria-describedby="photo-hint"
              @change=${this.picked}
            />
          </label>
          ${this.errors['photo'] ? html`<p class="error">${this.errors['photo']}</p>` : nothing}
          <p class="hint" id="photo-hint">${words.photoHint}</p>
        </div>
        ${problem(this.problem)}
        <div class="row">
          <button class="primary" ?disabled=${this.isWorking}>${this.isWorking ? words.uploading : words.toAreas}</button>
          <button type="button" @click=${() => this.dialog.close()}>${ui.cancel}</button>
        </div>
      </form>
    </luneo-dialog>`;
  }

  private picked(event: Event): void {
    this.take((event.target as HTMLInputElement).files?.[0]);
  }

  private over(event: DragEvent): void {
    event.preventDefault();
    this.isOver = true;
  }

  private drop(event: DragEvent): void {
    event.preventDefault();
    this.isOver = false;
    this.take(event.dataTransfer?.files[0]);
  }

  private take(file: File | undefined): void {
    if (!file) return;
    if (this.preview) URL.revokeObjectURL(this.preview);
    this.file = file;
    this.preview = URL.createObjectURL(file);
    this.errors = { ...this.errors, photo: '' };
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const name = (fields.get('name') as string).trim();
    const price = Number((fields.get('price') as string).trim().replace(',', '.'));
    this.errors = {
      name: name ? '' : ui.invalid.required,
      price: (fields.get('price') as string).trim() && price >= 0 ? '' : ui.invalid.number,
      photo: this.file ? '' : words.photoNeeded,
    };
    if (Object.values(this.errors).some(Boolean) || !this.file || this.isWorking) return;
    await this.make(name, Math.round(price * 10 ** decimals(this.currency)), this.file);
  }

  private async make(name: string, price: number, file: File): Promise<void> {
    this.isWorking = true;
    this.problem = '';
    try {
      const { api, brandId } = this.app;
      const [media, fonts] = await Promise.all([api.media.create(brandId, file, { name: file.name }), fontsOf(api)]);
      const fresh = freshState(
        name,
        this.currency,
        price,
        photoFrom(media),
        fonts.map(({ id }) => id),
      );
      new ProductDraft(null, fresh).begin(fresh);
      this.dialog.close();
      this.app.go('#/products/new/areas');
    } catch (error) {
      this.problem = codeOf(error) === 'payload-too-large' ? words.photoTooLarge : sentence(error);
    } finally {
      this.isWorking = false;
    }
  }
}
