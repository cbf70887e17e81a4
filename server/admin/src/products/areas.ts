import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { mm } from '../ui/format.js';
import { codeOf, problem, sentence } from '../ui/failure.js';
import { numberField, segments } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import { resizeSide } from './area-shape.js';
import { photoOf, type Photo, type ProductDraft } from './draft.js';
import { editingStyles } from './editing.styles.js';
import { freshSide, photoFrom, round, scaleOf } from './fresh.js';
import { hold, type Place } from './geometry.js';
import './photo-canvas.js';
import { lengthOf, type LuneoPhotoCanvas, type PlaceChange, type Ruler, type Tool } from './photo-canvas.js';
import './side-form.js';
import { words } from './words.js';

/** Draws print areas on pictures of the product, after a ruler has said how large a millimetre is on them. */
@customElement('luneo-product-areas')
export class LuneoProductAreas extends LitElement {
  static override styles = [base, layout, editingStyles];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) draft!: ProductDraft;
  @property({ type: Number }) version = 0;
  @state() private photoUrl = '';
  @state() private selected = -1;
  @state() private tool: Tool = 'select';
  @state() private ruler: Ruler | null = null;
  @state() private length = 0;
  @state() private problem = '';
  @state() private said = '';
  @state() private isUploading = false;
  /** Area that the keyboard goes to once it is drawn. */
  private focusNext = -1;
  @query('luneo-photo-canvas') private canvas!: LuneoPhotoCanvas;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.draft.template.sides.length > 0) this.selected = 0;
    else if (this.photo?.scale === null) this.pick('ruler');
  }

  override updated(): void {
    if (this.focusNext < 0 || !this.draft.template.sides[this.focusNext]) return;
    this.canvas.focusArea(this.focusNext);
    this.focusNext = -1;
  }

  override render(): TemplateResult {
    const { photo } = this;
    if (!photo)
      return html`<div class="empty">
        <p>${words.noPhoto}</p>
        ${this.uploadButton()}
      </div>`;
    const sides = this.draft.template.sides.map((side, index) => ({ index, side })).filter(({ side }) => side.mockup.url === photo.url);
    return html`<div class="columns">
      <div class="stack sticky">
        ${this.tools()} ${this.photos()}
        <luneo-photo-canvas
          .photo=${photo}
          .src=${this.app.url(photo.url)}
          .sides=${sides}
          .selected=${this.selected}
          .tool=${this.tool}
          .ruler=${this.ruler}
          .scale=${scaleOf(photo)}
          @select=${(event: CustomEvent<number>) => (this.selected = event.detail)}
          @drawn=${(event: CustomEvent<Place>) => this.add(event.detail)}
          @place=${(event: CustomEvent<PlaceChange>) => this.place(event.detail)}
          @measure=${(event: CustomEvent<Ruler>) => (this.ruler = event.detail)}
          @remove=${(event: CustomEvent<number>) => this.drop(event.detail)}
        ></luneo-photo-canvas>
        <p class="hint" id="areas-how">${words.canvasHow}</p>
        <p class="visually-hidden" role="status">${this.said}</p>
        ${problem(this.problem)}
      </div>
      <div class="stack">${this.tool === 'ruler' ? this.rulerCard(photo) : nothing}${this.list()}${this.form()}</div>
    </div>`;
  }

  private get photo(): Photo | undefined {
    const { photos } = this.draft.state;
    const side = this.draft.template.sides[this.selected];
    const wanted = this.photoUrl || (side ? photoOf(this.draft.state, side)?.url : '');
    return photos.find(({ url }) => url === wanted) ?? photos[0];
  }

  private tools(): TemplateResult {
    return html`<div class="row between">
      ${segments<Tool>(
        words.tools,
        this.tool,
        [
          ['select', words.toolSelect],
          ['draw', words.toolDraw],
          ['ruler', words.toolRuler],
        ],
        (tool) => this.pick(tool),
      )}
      <span class="row">${this.uploadButton()}<button @click=${() => this.addMiddle()}>${icon('plus')} ${words.addArea}</button></span>
    </div>`;
  }

  private photos(): TemplateResult | typeof nothing {
    const { photos } = this.draft.state;
    if (photos.length < 2) return nothing;
    const choices = photos.map(({ url }, index) => [url, words.photoNumber(index + 1)] as const);
    return segments(words.photos, this.photo?.url ?? '', choices, (url) => this.look(url));
  }

  private uploadButton(): TemplateResult {
    return html`<label class="button">
      ${icon('upload')} ${this.isUploading ? words.uploading : words.anotherPhoto}
      <input class="visually-hidden" type="file" accept="image/png,image/jpeg,image/webp,image/svg+xml" @change=${this.upload} />
    </label>`;
  }

  private rulerCard(photo: Photo): TemplateResult {
    const px = this.ruler ? lengthOf(this.ruler) : 0;
    const isReady = px > 4 && this.length > 0;
    return html`<section class="card" aria-labelledby="ruler">
      <h2 id="ruler">${words.rulerHeading}</h2>
      <p class="soft" id="ruler-how">${words.rulerHow}</p>
      ${photo.scale === null ? html`<p class="note" data-tone="warn">${icon('ruler')}<span>${words.notMeasured}</span></p>` : nothing}
      ${this.ruler ? nothing : html`<p><button @click=${this.startRuler}>${words.rulerPut}</button></p>`}
      <form class="stack" @submit=${this.calibrate}>
        ${numberField({ name: 'ruler-length', label: words.rulerLength, unit: 'mm', min: 0.1, value: this.length, onInput: (value) => (this.length = value) })}
        <div class="row">
          <button class="primary" ?disabled=${!isReady}>${words.rulerUse}</button>
          <button type="button" @click=${() => this.pick('select')}>${words.rulerLater}</button>
        </div>
      </form>
    </section>`;
  }

  private list(): TemplateResult {
    const { sides } = this.draft.template;
    const error = this.draft.errors.get('template.sides');
    if (sides.length === 0)
      return html`<section class="card">
        <h2>${words.areas}</h2>
        <p class="soft">${words.noAreas}</p>
        ${error ? html`<p class="error">${error}</p>` : nothing}
      </section>`;
    return html`<section class="stack tight" aria-label=${words.areas}>
      <ul class="list">
        ${sides.map(
          (side, index) =>
            html`<li class="item">
              <div class="row between">
                <button class="plain" aria-pressed=${index === this.selected ? 'true' : 'false'} @click=${() => this.select(index)}>
                  <span class="strong">${side.name}</span> <span class="soft num">${mm(side.width)} × ${mm(side.height)} mm</span>
                </button>
                <span class="row">
                  ${this.hasErrors(index) ? html`<span class="state" data-tone="bad">${words.toCorrect}</span>` : nothing}
                  <button class="icon" aria-label=${words.removeNamed(side.name)} @click=${() => this.drop(index)}>${icon('trash')}</button>
                </span>
              </div>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  private form(): TemplateResult | typeof nothing {
    if (!this.draft.template.sides[this.selected]) return nothing;
    return html`<luneo-side-form .app=${this.app} .draft=${this.draft} .version=${this.version} .index=${this.selected}></luneo-side-form>`;
  }

  private hasErrors(index: number): boolean {
    return [...this.draft.errors.keys()].some((path) => path.startsWith(`template.sides.${index}.`));
  }

  private look(url: string): void {
    this.photoUrl = url;
    this.ruler = null;
  }

  private select(index: number): void {
    this.photoUrl = '';
    this.selected = index;
    this.focusNext = index;
    this.requestUpdate();
  }

  private pick(tool: Tool): void {
    this.tool = tool;
    if (tool === 'ruler') this.said = words.rulerHow;
  }

  /** For the keyboard: a ruler over the middle third, to be moved by arrow keys. */
  private startRuler(): void {
    const { width, height } = this.photo!;
    this.ruler = { from: { x: width / 3, y: height / 2 }, to: { x: (width * 2) / 3, y: height / 2 } };
    void this.updateComplete
      .then(() => this.canvas.updateComplete)
      .then(() => this.canvas.renderRoot.querySelector<SVGElement>('[data-end="from"]')?.focus());
  }

  /** Areas stay where they are on the picture; their millimetres are what changes. */
  private calibrate(event: Event): void {
    event.preventDefault();
    const { photo } = this;
    if (!photo || !this.ruler || this.length <= 0) return;
    const scale = lengthOf(this.ruler) / this.length;
    this.draft.edit('calibrate', (state) => {
      for (const each of state.photos) if (each.url === photo.url) each.scale = scale;
      for (const side of state.input.template.sides) {
        if (side.mockup.url !== photo.url) continue;
        const { place } = side.mockup;
        resizeSide(side, round(place.width / scale), round(place.height / scale));
        Object.assign(place, hold(place, { h: 1, v: 1 }, { width: side.width * scale, height: side.height * scale }));
      }
    });
    this.ruler = null;
    this.pick(this.draft.template.sides.length > 0 ? 'select' : 'draw');
    this.app.say(words.measured, () => this.draft.undo());
  }

  private addMiddle(): void {
    const { width, height } = this.photo!;
    const offset = (this.draft.template.sides.length % 5) * width * 0.02;
    this.add({ x: width * 0.3 + offset, y: height * 0.35 + offset, width: width * 0.4, height: height * 0.3, rotation: 0 });
  }

  private add(place: Place): void {
    const photo = this.photo!;
    const { sides } = this.draft.template;
    this.draft.edit('add-area', ({ input }) => {
      input.template.sides.push(freshSide(words.areaName(sides.length + 1), photo, place, sides));
      if (sides.length === 0) input.template.size = sizeAfter(input.template.size, photo);
    });
    this.tool = 'select';
    this.ruler = null;
    this.selected = this.draft.template.sides.length - 1;
    this.focusNext = this.selected;
    this.said = words.areaAdded;
  }

  private place({ index, place, grip, gesture }: PlaceChange): void {
    const before = this.draft.template.sides[index];
    if (!before) return;
    this.draft.edit(`place-${index}-${gesture}`, ({ input }) => {
      const side = input.template.sides[index]!;
      const [kx, ky] = [before.mockup.place.width / before.width, before.mockup.place.height / before.height];
      if (grip) {
        const [width, height] = [Math.max(0.1, round(place.width / kx)), Math.max(0.1, round(place.height / ky))];
        side.mockup.place = hold(place, grip, { width: width * kx, height: height * ky });
        resizeSide(side, width, height);
      } else side.mockup.place = place;
    });
    const side = this.draft.template.sides[index]!;
    const at = side.mockup.place;
    const scale = scaleOf(this.photo!);
    this.said = words.areaAt(side.name, mm(side.width), mm(side.height), mm(at.x / scale), mm(at.y / scale));
  }

  private drop(index: number): void {
    const side = this.draft.template.sides[index];
    if (!side) return;
    this.draft.edit(`remove-area-${side.id}`, ({ input }) => {
      input.template.sides.splice(index, 1);
      const gone = new Set(input.template.start.find(({ id }) => id === side.id)?.layers.map(({ id }) => id));
      input.template.start = input.template.start.filter(({ id }) => id !== side.id);
      input.template.required = input.template.required.filter((id) => !gone.has(id));
    });
    this.selected = Math.min(index, this.draft.template.sides.length - 1);
    this.app.say(words.removed(side.name), () => this.draft.undo());
  }

  private async upload(event: Event): Promise<void> {
    const field = event.target as HTMLInputElement;
    const [file] = field.files ?? [];
    field.value = '';
    if (!file || this.isUploading) return;
    this.isUploading = true;
    this.problem = '';
    try {
      const photo = photoFrom(await this.app.api.media.create(this.app.brandId, file, { name: file.name }));
      this.draft.edit('photo', (state) => {
        if (!state.photos.some(({ url }) => url === photo.url)) state.photos.push(photo);
        state.input.imageUrl ??= photo.url;
      });
      this.look(photo.url);
      this.pick('ruler');
    } catch (error) {
      this.problem = codeOf(error) === 'payload-too-large' ? words.photoTooLarge : sentence(error);
    } finally {
      this.isUploading = false;
    }
  }
}

/** The first area tells how large the picture is: a better guess of the product's size than none. */
function sizeAfter(size: { width: number; height: number; depth: number }, photo: Photo): typeof size {
  const scale = scaleOf(photo);
  return { ...size, width: round(photo.width / scale, 1), height: round(photo.height / scale, 1) };
}
