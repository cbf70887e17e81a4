import { css, html, LitElement, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon, type IconName } from '../../shared/panel-icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import './clipart-panel.js';

const SECTIONS = {
  library: { drawing: 'art', load: async () => undefined, show: () => html`<luneo-clipart-panel></luneo-clipart-panel>` },
  shapes: { drawing: 'shapes', load: () => import('./shapes-panel.js'), show: () => html`<luneo-shapes-panel></luneo-shapes-panel>` },
  code: { drawing: 'code', load: () => import('./code-maker.js'), show: () => html`<luneo-code-maker></luneo-code-maker>` },
  draw: { drawing: 'pen', load: () => import('./pen-panel.js'), show: () => html`<luneo-pen-panel></luneo-pen-panel>` },
  monogram: {
    drawing: 'monogram',
    load: () => import('./monogram-panel.js'),
    show: () => html`<luneo-monogram-panel></luneo-monogram-panel>`,
  },
} satisfies Record<string, { drawing: IconName; load: () => Promise<unknown>; show: () => TemplateResult }>;
type Section = keyof typeof SECTIONS;

/** What can be added besides text and pictures: the library, shapes, codes, drawings and monograms. */
export class LuneoArtPanel extends LitElement {
  static override properties = { section: { state: true }, failed: { state: true } };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      .sections {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(56px, 1fr));
        gap: 4px;
      }
      .sections button {
        flex-direction: column;
        gap: 4px;
        min-inline-size: 0;
        min-block-size: 60px;
        padding: 6px 2px;
        border-color: transparent;
        font-size: 12px;
        line-height: 1.2;
        overflow-wrap: anywhere;
        color: var(--_muted);
      }
      .sections [aria-pressed='true'] {
        background: var(--_wash);
        color: var(--_ink);
      }
      @media (forced-colors: active) {
        .sections [aria-pressed='true'] {
          outline: 2px solid Highlight;
          outline-offset: -2px;
        }
      }
    `,
  ];

  declare section: Section;
  declare failed: boolean;
  readonly #use = new UsePanel(this, []);

  constructor() {
    super();
    this.section = 'library';
    this.failed = false;
  }

  protected override render(): TemplateResult {
    const { t } = this.#use;
    return html`<div class="sections" role="group" aria-label=${t.art}>
        ${(Object.keys(SECTIONS) as Section[]).map(
          (name) =>
            html`<button type="button" aria-pressed=${name === this.section} data-section=${name} @click=${() => this.#open(name)}>
              ${icon(SECTIONS[name].drawing)} ${t.artSections[name]}
            </button>`,
        )}
      </div>
      ${
        this.failed
          ? html`<p class="note" role="alert">${t.panelFailed}</p>
              <button type="button" @click=${() => this.#open(this.section)}>${t.tryAgain}</button>`
          : SECTIONS[this.section].show()
      }`;
  }

  #open(section: Section): void {
    this.section = section;
    this.failed = false;
    SECTIONS[section].load().catch(() => (this.failed = this.section === section));
  }
}

define('luneo-art-panel', LuneoArtPanel);
