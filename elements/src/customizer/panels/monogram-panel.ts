import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { cssVars } from '../../shared/css-vars.js';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/panel-icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { addLayer, placeApart } from '../adding.js';
import { defaultPaint } from '../placing.js';
import { previewFamily } from './font-face.js';
import './font-picker.js';
import {
  type Arrangement,
  ARRANGEMENTS,
  columns,
  initials,
  letterSize,
  MONOGRAM_FRAMES,
  type MonogramFrame,
  monogramGroup,
} from './monogram.js';
import { shapeDrawing } from './shape-set.js';

const DRAWINGS: Readonly<Record<MonogramFrame, 'circleFrame' | 'laurel' | 'labelFrame' | null>> = {
  none: null,
  circle: 'circleFrame',
  diamond: null,
  laurel: 'laurel',
  label: 'labelFrame',
};

/** Two or three initials with a frame, made of ordinary layers. */
export class LuneoMonogramPanel extends LitElement {
  static override properties = {
    text: { state: true },
    font: { state: true },
    family: { state: true },
    arrangement: { state: true },
    frame: { state: true },
    isTried: { state: true },
  };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 18px;
      }
      .field {
        display: grid;
        gap: 6px;
      }
      .frames {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(84px, 1fr));
        gap: 8px;
      }
      .frames label {
        position: relative;
        display: grid;
        place-items: center;
        aspect-ratio: 1;
        padding: 10px;
        border-radius: var(--_radius);
        box-shadow: inset 0 0 0 1px var(--_line);
        cursor: pointer;
      }
      .frames label:hover {
        background: var(--_wash);
      }
      .frames label:has(:checked) {
        box-shadow: inset 0 0 0 2px var(--_accent);
      }
      svg.look {
        inline-size: 100%;
        block-size: 100%;
        overflow: visible;
      }
      svg.look text {
        font-family: var(--_font, inherit);
        fill: currentColor;
      }
      .segments > label {
        min-inline-size: 0;
      }
      .problem {
        font-size: 13px;
        color: var(--_warn);
      }
      @media (forced-colors: active) {
        .frames label:has(:checked) {
          outline: 3px solid Highlight;
        }
      }
    `,
  ];

  declare text: string;
  declare font: string;
  /** CSS family that shows the font; empty until it is loaded. */
  declare family: string;
  declare arrangement: Arrangement;
  declare frame: MonogramFrame;
  declare isTried: boolean;
  readonly #use = new UsePanel(this, ['fonts', 'side']);

  constructor() {
    super();
    this.text = this.font = this.family = '';
    this.arrangement = 'middle';
    this.frame = 'circle';
    this.isTried = false;
  }

  protected override firstUpdated(): void {
    void this.#choose(this.#use.state.fonts[0]?.id ?? '');
  }

  protected override render(): TemplateResult {
    const { t, state } = this.#use;
    const words = t.monogram;
    const problem = this.isTried && initials(this.text).length === 0 ? words.empty : '';
    return html`<div class="field">
        <label class="label" for="letters">${words.letters}</label>
        <input
          id="letters"
          type="text"
          maxlength="12"
          dir="auto"
          autocomplete="off"
          spellcheck="false"
          placeholder="ABC"
          aria-invalid=${problem ? 'true' : 'false'}
          aria-describedby="hint"
          .value=${this.text}
          @input=${(event: Event) => (this.text = (event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && this.#add()}
        />
        <p id="hint" class=${problem ? 'problem' : 'note'} role="status">${problem || words.hint}</p>
      </div>
      <div class="segments" role="radiogroup" aria-label=${words.arrangement}>
        ${ARRANGEMENTS.map(
          (each) =>
            html`<label
              ><input
                type="radio"
                name="arrangement"
                value=${each}
                .checked=${each === this.arrangement}
                @change=${() => (this.arrangement = each)}
              />${words.arrangements[each]}</label
            >`,
        )}
      </div>
      <fieldset>
        <legend>${words.frame}</legend>
        <div class="frames">${(Object.keys(MONOGRAM_FRAMES) as MonogramFrame[]).map((each) => this.#choice(each, words.frames[each]))}</div>
      </fieldset>
      <luneo-font-picker
        .label=${t.font}
        .sample=${initials(this.text).join('') || 'ABC'}
        .fonts=${state.fonts}
        .value=${this.font}
        @pick=${(event: CustomEvent<string>) => this.#choose(event.detail)}
      ></luneo-font-picker>
      <button class="primary" type="button" @click=${() => this.#add()}>${icon('plus')} ${words.add}</button>`;
  }

  #choice(frame: MonogramFrame, name: string): TemplateResult {
    return html`<label title=${name} ${cssVars({ '--_font': this.family || null })}>
      <input
        type="radio"
        name="frame"
        value=${frame}
        aria-label=${name}
        .checked=${frame === this.frame}
        @change=${() => (this.frame = frame)}
      />
      ${this.#look(frame)}
    </label>`;
  }

  /** About how it will look; the stage shows it as it is made. */
  #look(frame: MonogramFrame): TemplateResult {
    const letters = initials(this.text || 'ABC');
    const { ratio, room } = MONOGRAM_FRAMES[frame];
    const drawing = DRAWINGS[frame];
    const kind = drawing ? shapeDrawing(drawing) : null;
    const scale = kind ? (100 * ratio) / kind.viewBox[0] : 1;
    const [wide, high] = [100 * ratio * room[0], 100 * room[1]];
    return html`<svg class="look" viewBox="0 0 ${100 * ratio} 100" aria-hidden="true">
      <g transform="scale(${scale})" fill="none" stroke="currentColor" stroke-width=${1.5 / scale}>
        ${(kind?.lines ?? []).map((d) => svg`<path d=${d} />`)}
        ${(kind?.fills ?? []).map((d) => svg`<path d=${d} fill="currentColor" stroke="none" />`)}
        ${frame === 'diamond' ? svg`<path d="M50 0L100 50L50 100L0 50Z" />` : nothing}
      </g>
      ${columns(letters.length, this.arrangement).map(({ x, width, height }, at) => {
        const size = letterSize(wide * width, high * height);
        return svg`<text x=${50 * ratio - wide / 2 + (x + width / 2) * wide} y=${50 + size * 0.35} font-size=${size} text-anchor="middle">${letters[at]!.toUpperCase()}</text>`;
      })}
    </svg>`;
  }

  async #choose(id: string): Promise<void> {
    this.font = id;
    const font = this.#use.state.fonts.find((each) => each.id === id);
    const family = font ? await previewFamily(font) : null;
    if (this.font === id) this.family = family ?? '';
  }

  #add(): void {
    this.isTried = true;
    const letters = initials(this.text);
    if (letters.length === 0) {
      this.renderRoot.querySelector('input')?.focus();
      return;
    }
    const { editor, t } = this.#use;
    const { frame, arrangement, font } = this;
    addLayer(editor, 'add-monogram', (place) =>
      monogramGroup(placeApart(place, [MONOGRAM_FRAMES[frame].ratio, 1]), {
        letters,
        font: font || place.template.fonts[0]!,
        arrangement,
        frame,
        paint: defaultPaint(place.side, place.template, place.document),
        minStroke: place.side.minStroke,
        names: { group: `${t.monogram.name} ${letters.join('')}`, frame: t.monogram.frames[frame] },
      }),
    );
  }
}

define('luneo-monogram-panel', LuneoMonogramPanel);
