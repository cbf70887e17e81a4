import type { Font } from '@luneo/sdk/contracts/products.js';
import type { Layer, TextLayer } from '@luneo/sdk/design/document.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { codeOf, problem, sentence } from '../ui/failure.js';
import { checkField, numberField, selectField, textField } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Load } from '../ui/load.js';
import { base } from '../ui/styles.js';
import type { ProductDraft } from './draft.js';
import { editingStyles } from './editing.styles.js';
import { freshText } from './fresh.js';
import './preview.js';
import { words } from './words.js';

/** Fonts that shoppers may use, and the layers that every design begins with. */
@customElement('luneo-product-texts')
export class LuneoProductTexts extends LitElement {
  static override styles = [base, layout, editingStyles];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) draft!: ProductDraft;
  @property({ type: Number }) version = 0;
  @state() private problem = '';
  @state() private isUploading = false;
  private readonly fonts = new Load<Font[]>(this, async () => (await this.app.api.fonts.list()).items);

  override render(): TemplateResult {
    return html`<div class="columns">
      <div class="stack">
        <h2>${words.startLayers}</h2>
        <p class="soft">${words.startHint}</p>
        ${this.draft.template.sides.length === 0 ? html`<p class="note" data-tone="warn">${icon('info')}<span>${words.needsArea}</span></p>` : nothing}
        ${this.draft.template.sides.map((side) => this.side(side))}
      </div>
      <div class="stack">
        <luneo-product-preview
          .app=${this.app}
          .fonts=${this.fonts.value ?? []}
          .draft=${this.draft}
          .version=${this.version}
        ></luneo-product-preview>
        <section class="card">
          <div class="row between">
            <h2>${words.fonts}</h2>
            <label class="button">
              ${icon('upload')} ${this.isUploading ? words.uploading : words.uploadFont}
              <input class="visually-hidden" type="file" accept=".ttf,.otf,font/ttf,font/otf" @change=${this.upload} />
            </label>
          </div>
          <p class="hint">${words.fontsHint}</p>
          ${problem(this.problem)}
          ${this.draft.errors.get('template.fonts') ? html`<p class="error">${this.draft.errors.get('template.fonts')}</p>` : nothing}
          ${this.fonts.render((fonts) => html`<div>${fonts.map((font) => this.font(font))}</div>`)}
        </section>
      </div>
    </div>`;
  }

  private font(font: Font): TemplateResult {
    const { fonts } = this.draft.template;
    const isOn = fonts.includes(font.id);
    const isUsed = this.draft.template.start.some(({ layers }) => layers.some((layer) => usesFont(layer, font.id)));
    return html`<div class="row between">
      ${checkField({
        name: font.id,
        label: font.family,
        hint: `${words.fontStyles[font.style]}${isUsed ? ` · ${words.fontUsed}` : ''}`,
        isOn,
        isDisabled: isOn && (isUsed || fonts.length === 1),
        onInput: (next) =>
          this.draft.edit(`font-${font.id}-${String(next)}`, ({ input }) => {
            input.template.fonts = next ? [...input.template.fonts, font.id] : input.template.fonts.filter((id) => id !== font.id);
          }),
      })}
      ${
        isOn && fonts[0] !== font.id
          ? html`<button
              class="link"
              @click=${() => this.draft.edit('first-font', ({ input }) => (input.template.fonts = [font.id, ...input.template.fonts.filter((id) => id !== font.id)]))}
            >
              ${words.makeFirst}<span class="visually-hidden"> ${font.family}</span>
            </button>`
          : isOn
            ? html`<span class="state" data-tone="work">${words.firstFont}</span>`
            : nothing
      }
    </div>`;
  }

  private side(side: TemplateSide): TemplateResult {
    const layers = this.draft.template.start.find(({ id }) => id === side.id)?.layers ?? [];
    return html`<section class="card" aria-label=${side.name}>
      <div class="row between">
        <h3>${side.name}</h3>
        <button @click=${() => this.add(side)}>${icon('text')} ${words.addText}</button>
      </div>
      ${layers.length === 0 ? html`<p class="soft">${words.noStart}</p>` : nothing}
      ${layers.map((layer, at) => this.layer(side, layer, at))}
    </section>`;
  }

  private layer(side: TemplateSide, layer: Layer, at: number): TemplateResult {
    const path = `template.start.${this.draft.template.start.findIndex(({ id }) => id === side.id)}.layers.${at}`;
    const edit = (key: string, change: (layer: Layer) => void): void =>
      this.draft.edit(`layer-${layer.id}-${key}`, ({ input }) =>
        change(input.template.start.find(({ id }) => id === side.id)!.layers[at]!),
      );
    const { required } = this.draft.template;
    const mm = (field: 'x' | 'y' | 'width' | 'height', label: string): TemplateResult =>
      numberField({
        name: `${layer.id}-${field}`,
        label,
        unit: 'mm',
        step: 0.1,
        value: layer[field],
        error: this.draft.errors.get(`${path}.${field}`),
        onInput: (value) => edit(field, (each) => (each[field] = value)),
      });
    return html`<fieldset class="stack tight">
      <legend class="row between">
        <span>${layer.name || words.kinds[layer.type]}</span>
        <button class="icon" aria-label=${words.removeNamed(layer.name)} @click=${() => this.drop(side, layer)}>${icon('trash')}</button>
      </legend>
      ${layer.type === 'text' ? this.text(layer, path, edit as (key: string, change: (layer: TextLayer) => void) => void) : html`<p class="hint">${words.kinds[layer.type]}. ${words.notShown}</p>`}
      <div class="fields">${mm('x', words.fromLeft)}${mm('y', words.fromTop)}${mm('width', words.width)}${mm('height', words.height)}</div>
      <div class="row">
        ${checkField({
          name: `${layer.id}-required`,
          label: words.required,
          isOn: required.includes(layer.id),
          onInput: (isOn) =>
            this.draft.edit(`required-${layer.id}-${String(isOn)}`, ({ input }) => {
              input.template.required = isOn ? [...required, layer.id] : required.filter((id) => id !== layer.id);
            }),
        })}
        ${checkField({ name: `${layer.id}-locked`, label: words.locked, isOn: layer.locked, onInput: (isOn) => edit('locked', (each) => (each.locked = isOn)) })}
      </div>
    </fieldset>`;
  }

  private text(layer: TextLayer, path: string, edit: (key: string, change: (layer: TextLayer) => void) => void): TemplateResult {
    const [run] = layer.runs;
    const fonts = (this.fonts.value ?? []).filter(({ id }) => this.draft.template.fonts.includes(id));
    const every = (change: (run: TextLayer['runs'][number]) => void) => (each: TextLayer) => each.runs.forEach(change);
    return html`<div class="fields">
      ${textField({
        name: `${layer.id}-text`,
        label: words.textWords,
        value: layer.runs.map(({ text }) => text).join(''),
        isReadonly: layer.runs.length > 1,
        onInput: (value) =>
          edit('text', (each) => {
            each.runs[0]!.text = value;
            each.name = value.slice(0, 120) || each.name;
          }),
      })}
      ${selectField({
        name: `${layer.id}-font`,
        label: words.font,
        value: run!.font,
        error: this.draft.errors.get(`${path}.runs.0.font`),
        choices: fonts.map(({ id, family }) => [id, family] as const),
        onInput: (font) =>
          edit(
            'font',
            every((each) => (each.font = font)),
          ),
      })}
      ${numberField({
        name: `${layer.id}-size`,
        label: words.textSize,
        unit: 'mm',
        min: 0.1,
        step: 0.1,
        value: run!.size,
        error: this.draft.errors.get(`${path}.runs.0.size`),
        onInput: (size) =>
          size > 0 &&
          edit(
            'size',
            every((each) => (each.size = size)),
          ),
      })}
    </div>`;
  }

  private add(side: TemplateSide): void {
    const layer = freshText(words.sampleText, side, this.draft.template.fonts[0] ?? '');
    this.draft.edit(`add-text-${layer.id}`, ({ input }) => {
      const { start } = input.template;
      const own = start.find(({ id }) => id === side.id);
      if (own) own.layers.push(layer);
      else start.push({ id: side.id, layers: [layer] });
    });
  }

  private drop(side: TemplateSide, layer: Layer): void {
    this.draft.edit(`no-layer-${layer.id}`, ({ input: { template } }) => {
      const own = template.start.find(({ id }) => id === side.id)!;
      own.layers = own.layers.filter(({ id }) => id !== layer.id);
      template.required = template.required.filter((id) => id !== layer.id);
      if (own.layers.length === 0) template.start = template.start.filter(({ id }) => id !== side.id);
    });
    this.app.say(words.removed(layer.name), () => this.draft.undo());
  }

  private async upload(event: Event): Promise<void> {
    const field = event.target as HTMLInputElement;
    const [file] = field.files ?? [];
    field.value = '';
    if (!file || this.isUploading) return;
    this.isUploading = true;
    this.problem = '';
    try {
      const family =
        file.name
          .replace(/\.[^.]*$/, '')
          .replaceAll(/[-_]+/g, ' ')
          .slice(0, 80) || 'Font';
      const font = await this.app.api.fonts.create(file, { family });
      this.fonts.set([...(this.fonts.value ?? []), font]);
      this.draft.edit(`font-${font.id}`, ({ input }) => input.template.fonts.push(font.id));
    } catch (error) {
      this.problem = codeOf(error) === 'font-invalid' ? words.fontInvalid : sentence(error);
    } finally {
      this.isUploading = false;
    }
  }
}

function usesFont(layer: Layer, font: string): boolean {
  if (layer.type === 'group') return layer.layers.some((child) => usesFont(child, font));
  return layer.type === 'text' && layer.runs.some((run) => run.font === font);
}
