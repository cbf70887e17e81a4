import type { Process, TemplateSide } from '@luneo/sdk/design/template.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { areaField, numberField, selectField, textField } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import { areaPath, resizeSide, setArea, shapeOf, type AreaShape } from './area-shape.js';
import { photoOf, type ProductDraft } from './draft.js';
import { editingStyles } from './editing.styles.js';
import { freshZone, round, scaleOf } from './fresh.js';
import { hold } from './geometry.js';
import { words } from './words.js';

const PROCESSES: readonly Process[] = ['print', 'engrave', 'emboss', 'embroider', 'foil', 'cut'];

/** Everything about one print area in figures: place, size, shape, how it is made, colours, and named places. */
@customElement('luneo-side-form')
export class LuneoSideForm extends LitElement {
  static override styles = [base, layout, editingStyles];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) draft!: ProductDraft;
  @property({ type: Number }) version = 0;
  @property({ type: Number }) index = 0;

  override render(): TemplateResult {
    const { side } = this;
    if (!side) return html``;
    return html`<section class="card" aria-label=${words.areaSettings(side.name)}>
      <div class="fields">
        ${textField({ name: 'side-name', label: words.areaNameLabel, value: side.name, maxlength: 120, error: this.error('name'), onInput: (value) => this.edit('name', (each) => (each.name = value)) })}
        ${selectField({ name: 'process', label: words.process, value: side.process, choices: PROCESSES.map((one) => [one, words.processes[one]] as const), onInput: (value) => this.edit('process', (each) => (each.process = value)) })}
      </div>
      ${this.place(side)} ${this.shape(side)} ${this.production(side)} ${this.palette(side)} ${this.zones(side)}
    </section>`;
  }

  private get side(): TemplateSide | undefined {
    return this.draft.template.sides[this.index];
  }

  private error(field: string): string | undefined {
    return this.draft.errors.get(`template.sides.${this.index}.${field}`);
  }

  private edit(key: string, change: (side: TemplateSide) => void): void {
    this.draft.edit(`side-${this.index}-${key}`, ({ input }) => change(input.template.sides[this.index]!));
  }

  private number(
    field: string,
    label: string,
    value: number,
    set: (side: TemplateSide, value: number) => void,
    unit = 'mm',
    step = 0.1,
  ): TemplateResult {
    return numberField({
      name: `side-${field}`,
      label,
      unit,
      step,
      value: Math.round(value * 1000) / 1000,
      error: this.error(field),
      onInput: (next) => this.edit(field, (side) => set(side, next)),
    });
  }

  private place(side: TemplateSide): TemplateResult {
    const photo = photoOf(this.draft.state, side);
    const scale = photo ? scaleOf(photo) : 1;
    const { place } = side.mockup;
    const resize = (each: TemplateSide, width: number, height: number): void => {
      if (width <= 0 || height <= 0) return;
      const [kx, ky] = [each.mockup.place.width / each.width, each.mockup.place.height / each.height];
      each.mockup.place = hold(each.mockup.place, { h: 1, v: 1 }, { width: width * kx, height: height * ky });
      resizeSide(each, width, height);
    };
    return html`<fieldset class="stack tight">
      <legend>${words.placeAndSize}</legend>
      <div class="fields">
        ${this.number('width', words.width, side.width, (each, value) => resize(each, value, each.height))}
        ${this.number('height', words.height, side.height, (each, value) => resize(each, each.width, value))}
        ${this.number('x', words.fromLeft, round(place.x / scale), (each, value) => (each.mockup.place.x = value * scale))}
        ${this.number('y', words.fromTop, round(place.y / scale), (each, value) => (each.mockup.place.y = value * scale))}
        ${this.number('rotation', words.rotation, place.rotation, (each, value) => (each.mockup.place.rotation = value), '°', 1)}
      </div>
    </fieldset>`;
  }

  private shape(side: TemplateSide): TemplateResult {
    const shape = shapeOf(side);
    const become = (next: AreaShape): void =>
      this.edit('shape', (each) => setArea(each, areaPath(next, each.width, each.height, each.printArea ?? startPath(each))));
    return html`<div class="fields">
      ${selectField<AreaShape['kind']>({
        name: 'shape',
        label: words.shape,
        value: shape.kind,
        choices: [
          ['rectangle', words.shapes.rectangle],
          ['rounded', words.shapes.rounded],
          ['ellipse', words.shapes.ellipse],
          ['path', words.shapes.path],
        ],
        onInput: (kind) => become(kind === 'rounded' ? { kind, radius: round(Math.min(side.width, side.height) / 5) } : { kind }),
      })}
      ${
        shape.kind === 'rounded'
          ? numberField({
              name: 'radius',
              label: words.radius,
              unit: 'mm',
              min: 0.1,
              step: 0.1,
              value: shape.radius,
              onInput: (radius) => radius > 0 && become({ kind: 'rounded', radius }),
            })
          : nothing
      }
      ${
        shape.kind === 'path'
          ? areaField({
              name: 'path',
              label: words.path,
              hint: words.pathHint,
              value: side.printArea ?? '',
              error: this.error('printArea'),
              maxlength: 20_000,
              onInput: (value) => this.edit('path', (each) => setArea(each, value)),
            })
          : nothing
      }
    </div>`;
  }

  private production(side: TemplateSide): TemplateResult {
    return html`<details ?open=${this.hasErrorIn(['bleed', 'safe', 'requiredDpi', 'minStroke', 'minTextHeight'])}>
      <summary>${words.production}</summary>
      <div class="fields">
        ${this.number('bleed', words.bleed, side.bleed, (each, value) => (each.bleed = value))}
        ${this.number('safe', words.safe, side.safe, (each, value) => (each.safe = value))}
        ${this.number('requiredDpi', words.dpi, side.requiredDpi, (each, value) => (each.requiredDpi = Math.round(value)), 'dpi', 1)}
        ${this.number('minStroke', words.minStroke, side.minStroke, (each, value) => (each.minStroke = value), 'mm', 0.05)}
        ${this.number('minTextHeight', words.minText, side.minTextHeight, (each, value) => (each.minTextHeight = value))}
      </div>
    </details>`;
  }

  private palette(side: TemplateSide): TemplateResult {
    return html`<details ?open=${this.hasErrorIn(['palette'])}>
      <summary>${words.palette} <span class="soft">${side.palette.length > 0 ? side.palette.length : words.anyColour}</span></summary>
      <div class="stack tight">
        <p class="hint">${words.paletteHint}</p>
        ${side.palette.map(
          (swatch, at) =>
            html`<div class="line">
              <input
                type="color"
                aria-label=${words.colourOf(swatch.name)}
                .value=${swatch.hex}
                @input=${(event: InputEvent) => this.edit(`hex-${at}`, (each) => (each.palette[at]!.hex = (event.target as HTMLInputElement).value.toLowerCase()))}
              />
              ${textField({ name: `swatch-${at}`, label: words.colourName, value: swatch.name, error: this.error(`palette.${at}.name`), onInput: (value) => this.edit(`swatch-${at}`, (each) => (each.palette[at]!.name = value)) })}
              ${textField({ name: `spot-${at}`, label: words.spot, isOptional: true, value: swatch.spot ?? '', onInput: (value) => this.edit(`spot-${at}`, (each) => setSpot(each.palette[at]!, value)) })}
              <button
                class="icon"
                aria-label=${words.removeNamed(swatch.name)}
                @click=${() => this.edit(`no-swatch-${at}-${side.palette.length}`, (each) => each.palette.splice(at, 1))}
              >
                ${icon('trash')}
              </button>
            </div>`,
        )}
        <p>
          <button
            @click=${() => this.edit(`add-swatch-${side.palette.length}`, (each) => each.palette.push({ name: words.colourNumber(each.palette.length + 1), hex: '#1c2030' }))}
          >
            ${icon('plus')} ${words.addColour}
          </button>
        </p>
      </div>
    </details>`;
  }

  private zones(side: TemplateSide): TemplateResult {
    const field = (at: number, name: 'x' | 'y' | 'width' | 'height', label: string): TemplateResult =>
      numberField({
        name: `zone-${at}-${name}`,
        label,
        unit: 'mm',
        step: 0.1,
        value: side.zones[at]![name],
        error: this.error(`zones.${at}.${name}`),
        onInput: (value) => this.edit(`zone-${at}-${name}`, (each) => (each.zones[at]![name] = value)),
      });
    return html`<details ?open=${this.hasErrorIn(['zones'])}>
      <summary>${words.zones} <span class="soft">${side.zones.length || ''}</span></summary>
      <div class="stack">
        <p class="hint">${words.zonesHint}</p>
        ${side.zones.map(
          (zone, at) =>
            html`<fieldset class="stack tight">
              <legend class="visually-hidden">${zone.name}</legend>
              <div class="line">
                ${textField({ name: `zone-${at}-name`, label: words.zoneName, value: zone.name, error: this.error(`zones.${at}.name`), onInput: (value) => this.edit(`zone-${at}`, (each) => (each.zones[at]!.name = value)) })}
                <button
                  class="icon"
                  aria-label=${words.removeNamed(zone.name)}
                  @click=${() => this.edit(`no-zone-${at}-${side.zones.length}`, (each) => each.zones.splice(at, 1))}
                >
                  ${icon('trash')}
                </button>
              </div>
              ${textField({ name: `zone-${at}-aliases`, label: words.aliases, hint: words.aliasesHint, isLazy: true, value: zone.aliases.join(', '), onInput: (value) => this.edit(`zone-${at}-aliases`, (each) => (each.zones[at]!.aliases = listOf(value))) })}
              <div class="fields">
                ${field(at, 'x', words.fromLeft)}${field(at, 'y', words.fromTop)}${field(at, 'width', words.width)}${field(at, 'height', words.height)}
              </div>
            </fieldset>`,
        )}
        <p>
          <button
            @click=${() => this.edit(`add-zone-${side.zones.length}`, (each) => each.zones.push(freshZone(words.zoneNumber(each.zones.length + 1), each)))}
          >
            ${icon('plus')} ${words.addZone}
          </button>
        </p>
      </div>
    </details>`;
  }

  private hasErrorIn(fields: readonly string[]): boolean {
    return [...this.draft.errors.keys()].some((path) => fields.some((field) => path.startsWith(`template.sides.${this.index}.${field}`)));
  }
}

/** Words separated by commas; what is still being typed keeps its comma. */
export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
    .slice(0, 40);

function setSpot(swatch: { spot?: string | undefined }, value: string): void {
  if (value) swatch.spot = value;
  else delete swatch.spot;
}

const startPath = ({ width, height }: TemplateSide): string => `M0 0H${width}V${height}H0Z`;
