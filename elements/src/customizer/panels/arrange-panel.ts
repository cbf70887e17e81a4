import { css, html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import type { AlignTo, ArrangeCommand } from '../arrange/command.js';
import { selectedLayers } from '../layers.js';
import './place-fields.js';

/** 20 px, 1.5 px round strokes, as the others; only needed here. */
const DRAWINGS: Readonly<Record<string, SVGTemplateResult>> = {
  left: svg`<path d="M3.5 3v14"/><rect x="6.500" y="4.500" width="10" height="4" rx="1"/><rect x="6.500" y="11.500" width="6" height="4" rx="1"/>`,
  centre: svg`<path d="M10 3v1.500M10 8.500v3M10 15.500V17"/><rect x="4" y="4.500" width="12" height="4" rx="1"/><rect x="6" y="11.500" width="8" height="4" rx="1"/>`,
  right: svg`<path d="M16.500 3v14"/><rect x="3.500" y="4.500" width="10" height="4" rx="1"/><rect x="7.500" y="11.500" width="6" height="4" rx="1"/>`,
  top: svg`<path d="M3 3.500h14"/><rect x="4.500" y="6.500" width="4" height="10" rx="1"/><rect x="11.500" y="6.500" width="4" height="6" rx="1"/>`,
  middle: svg`<path d="M3 10h1.500M8.500 10h3M15.500 10H17"/><rect x="4.500" y="4" width="4" height="12" rx="1"/><rect x="11.500" y="6" width="4" height="8" rx="1"/>`,
  bottom: svg`<path d="M3 16.500h14"/><rect x="4.500" y="3.500" width="4" height="10" rx="1"/><rect x="11.500" y="7.500" width="4" height="6" rx="1"/>`,
  'distribute-x': svg`<path d="M3.500 3v14M16.500 3v14"/><rect x="8" y="5" width="4" height="10" rx="1"/>`,
  'distribute-y': svg`<path d="M3 3.500h14M3 16.500h14"/><rect x="5" y="8" width="10" height="4" rx="1"/>`,
  front: svg`<path d="m5 11 5-5 5 5M5 3h10M10 6.500V17"/>`,
  forward: svg`<path d="m5 9 5-5 5 5M10 4.500V16"/>`,
  backward: svg`<path d="m5 11 5 5 5-5M10 15.500V4"/>`,
  back: svg`<path d="m5 9 5 5 5-5M5 17h10M10 13.500V3"/>`,
  group: svg`<rect x="3" y="3" width="14" height="14" rx="2" stroke-dasharray="3 2.500"/><rect x="6" y="6" width="5" height="5" rx="1"/><rect x="9.500" y="9.500" width="5" height="5" rx="1"/>`,
  ungroup: svg`<rect x="3" y="3" width="8" height="8" rx="1.500"/><rect x="9" y="9" width="8" height="8" rx="1.500" stroke-dasharray="3 2"/>`,
  open: svg`<path d="M8 4H5a1.500 1.500 0 0 0-1.500 1.500v9A1.500 1.500 0 0 0 5 16h9a1.500 1.500 0 0 0 1.500-1.500V12M16.500 3.500 9 11M12 3.500h4.500V8"/>`,
};

const TARGETS: readonly AlignTo[] = ['selection', 'area', 'safe'];
const ALIGN: readonly ArrangeCommand[] = ['left', 'centre', 'right', 'top', 'middle', 'bottom'];
const SPREAD: readonly ArrangeCommand[] = ['distribute-x', 'distribute-y'];
const ORDER: readonly ArrangeCommand[] = ['front', 'forward', 'backward', 'back'];

/** Group, align, spread and order what is selected; with several, their place and size as well. */
export class LuneoArrangePanel extends LitElement {
  static override properties = { to: { state: true } };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 14px;
      }
      .label {
        display: block;
        margin-block-end: 6px;
        color: var(--_muted);
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin-inline: -12px;
      }
      .tools button.icon {
        inline-size: 44px;
        min-block-size: 44px;
      }
      .groups {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  /** What the shopper aligned to last; with one object "each other" means the product. */
  declare to: AlignTo;
  readonly #use = new UsePanel(this, ['selection', 'document', 'entered']);

  constructor() {
    super();
    this.to = 'selection';
  }

  protected override render(): TemplateResult | typeof nothing {
    const { t, state, editor } = this.#use;
    const layers = selectedLayers(state);
    if (layers.length === 0) return nothing;
    const [only] = layers.length === 1 ? layers : [];
    const hasGroup = layers.some(({ type, locked }) => type === 'group' && !locked);
    const targets = only ? TARGETS.slice(1) : TARGETS;
    const to = only && this.to === 'selection' ? 'area' : this.to;
    const words = t.arrange;
    return html`
      <div class="groups">
        ${layers.length > 1 ? this.#named('group', words.group) : nothing}
        ${
          only?.type === 'group'
            ? html`<button type="button" data-command="open" @click=${() => editor.select([only.layers[0]?.id ?? ''])}>
                ${drawing('open')} ${words.openGroup}
              </button>`
            : nothing
        }
        ${hasGroup ? this.#named('ungroup', words.ungroup) : nothing}
        ${
          state.entered
            ? html`<button type="button" data-command="leave" @click=${() => this.#leave()}>
                ${drawing('ungroup')} ${words.leaveGroup}
              </button>`
            : nothing
        }
      </div>
      <div>
        <span class="label" id="to">${words.alignTo}</span>
        <div class="segments" role="radiogroup" aria-labelledby="to">
          ${targets.map(
            (each) =>
              html`<label>
                <input type="radio" name="to" value=${each} .checked=${each === to} @change=${() => (this.to = each)} />
                ${words.targets[each]}
              </label>`,
          )}
        </div>
      </div>
      ${this.#tools(words.align, ALIGN, to)}
      ${layers.length > (to === 'selection' ? 2 : 1) ? this.#tools(words.spread, SPREAD, to) : nothing} ${this.#tools(words.order, ORDER)}
      ${layers.length > 1 || hasGroup ? html`<luneo-place-fields></luneo-place-fields>` : nothing}
    `;
  }

  #tools(title: string, commands: readonly ArrangeCommand[], to?: AlignTo): TemplateResult {
    const { t, shell } = this.#use;
    return html`<div role="group" aria-label=${title}>
      <span class="label" aria-hidden="true">${title}</span>
      <div class="tools">
        ${commands.map((command) => {
          const name = t.arrange[command];
          return html`<button
            class="icon"
            type="button"
            data-command=${command}
            aria-label=${name}
            title=${name}
            @click=${() => void shell.stage?.arrange(command, to)}
          >
            ${drawing(command)}
          </button>`;
        })}
      </div>
    </div>`;
  }

  #named(command: ArrangeCommand, name: string): TemplateResult {
    return html`<button type="button" data-command=${command} @click=${() => void this.#use.shell.stage?.arrange(command)}>
      ${drawing(command)} ${name}
    </button>`;
  }

  #leave(): void {
    const { editor, state } = this.#use;
    const { entered } = state;
    editor.enter(null);
    if (entered) editor.select([entered]);
  }
}

function drawing(name: string): TemplateResult {
  return html`<svg class="i" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${DRAWINGS[name]}</svg>`;
}

define('luneo-arrange-panel', LuneoArrangePanel);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-arrange-panel': LuneoArrangePanel;
  }
}
