import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { areaField, numberField, textField } from '../ui/fields.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import type { ProductDraft } from './draft.js';
import { editingStyles } from './editing.styles.js';
import { slugOf } from './fresh.js';
import { words } from './words.js';

/** Name, address, description and physical size. */
@customElement('luneo-product-details')
export class LuneoProductDetails extends LitElement {
  static override styles = [base, layout, editingStyles];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) draft!: ProductDraft;
  @property({ type: Number }) version = 0;

  override render(): TemplateResult {
    const { draft } = this;
    const { input } = draft;
    const error = (path: string): string | undefined => draft.errors.get(path);
    const side = (name: 'width' | 'height' | 'depth', label: string): TemplateResult =>
      numberField({
        name: `size-${name}`,
        label,
        unit: 'mm',
        step: 0.1,
        value: input.template.size[name],
        error: error(`template.size.${name}`),
        onInput: (value) => draft.edit(`size-${name}`, (state) => (state.input.template.size[name] = value)),
      });
    const name = (value: string): void =>
      draft.edit('name', (state) => {
        // The address follows the name until the product is out in the world.
        if (draft.product === null && state.input.slug === slugOf(state.input.name)) state.input.slug = slugOf(value);
        state.input.name = value;
      });
    return html`<section class="card">
      ${textField({ name: 'name', label: words.productName, value: input.name, maxlength: 120, error: error('name'), onInput: name })}
      ${textField({ name: 'slug', label: words.slug, hint: words.slugHint, value: input.slug, maxlength: 80, error: error('slug'), onInput: (value) => draft.edit('slug', (state) => (state.input.slug = value)) })}
      ${areaField({ name: 'description', label: words.description, value: input.description, maxlength: 2_000, error: error('description'), onInput: (value) => draft.edit('description', (state) => (state.input.description = value)) })}
      <fieldset class="stack tight">
        <legend>${words.physicalSize}</legend>
        <p class="hint">${words.physicalHint}</p>
        <div class="fields">${side('width', words.width)}${side('height', words.height)}${side('depth', words.depth)}</div>
      </fieldset>
    </section>`;
  }
}
