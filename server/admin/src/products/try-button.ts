import { html, type TemplateResult } from 'lit';
import { TRY_TAB, tryUrl } from '../try/saved.js';
import { icon } from '../ui/icons.js';
import type { ProductDraft } from './draft.js';
import { words } from './words.js';

/** Leads to the customizer with this product; what is not saved yet is saved first, by `save`. */
export function tryButton({ product, isDirty }: ProductDraft, save: () => void): TemplateResult {
  return product && !isDirty
    ? html`<a class="button" href=${tryUrl(product.id)} target=${TRY_TAB}>${icon('eye')} ${words.tryIt}</a>`
    : html`<button @click=${save}>${icon('eye')} ${words.saveAndTry}</button>`;
}
