import type { Finding } from '@luneo/sdk/contracts/quote.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/icons.js';
import { controls } from '../../shared/styles.js';
import type { Values } from '../../shared/strings.js';
import { UsePanel } from '../../shared/use-panel.js';
import { findLayer } from '../layers.js';
import { layerTitle } from './layer-title.js';

/** What a person at the counter would say about the design before making it, each with one button that helps. */
export class LuneoFindingsPanel extends LitElement {
  static override properties = { only: {}, omit: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      h3 {
        margin-block-end: 8px;
      }
      ul {
        display: grid;
        gap: 8px;
      }
      li {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr);
        gap: 4px 10px;
        padding: 12px;
        border-radius: var(--_radius);
        background: color-mix(in oklab, var(--_tone) 8%, transparent);
        font-size: 14px;
      }
      li > svg.i {
        color: var(--_tone);
      }
      li[data-severity='error'] {
        --_tone: var(--_bad);
      }
      li[data-severity='warning'] {
        --_tone: var(--_warn);
      }
      .acts {
        grid-column: 2;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
      }
      .acts button {
        min-block-size: 32px;
        font-size: 14px;
      }
      .acts button:first-child {
        font-weight: 600;
      }
      @media (forced-colors: active) {
        li {
          border: 1px solid;
        }
      }
    `,
  ];

  /** Id of the layer whose findings are shown; without it all are. */
  declare only: string | null;
  /** Codes that are shown elsewhere. */
  declare omit: readonly Finding['code'][];
  readonly #use = new UsePanel(this, ['findings', 'document', 'side']);

  constructor() {
    super();
    this.only = null;
    this.omit = [];
  }

  protected override render(): TemplateResult | typeof nothing {
    const { t, state } = this.#use;
    // An empty design is a beginning, not a fault: the stage invites instead.
    const findings = state.findings.filter(
      ({ code, layerId }) => code !== 'nothing-designed' && !this.omit.includes(code) && (this.only === null || layerId === this.only),
    );
    this.hidden = findings.length === 0;
    if (findings.length === 0) return nothing;
    return html`<h3 id="title" ?hidden=${this.only !== null}>${t.findings}</h3>
      <ul aria-labelledby="title">
        ${findings.slice(0, 12).map((finding) => this.#finding(finding))}
      </ul>`;
  }

  #finding(finding: Finding): TemplateResult {
    const { t, state, editor } = this.#use;
    const found = finding.layerId ? findLayer(state.document, finding.layerId) : null;
    const values: Values = { ...finding.values, ...(found && { name: `“${layerTitle(found.layer, t)}”` }) };
    const font = editor.fontFor(finding);
    return html`<li data-severity=${finding.severity} data-code=${finding.code}>
      ${icon(finding.severity === 'error' ? 'stop' : 'warn')}
      <p>${t.finding[finding.code]?.(values) ?? finding.message}</p>
      <div class="acts">
        ${
          editor.canRemedy(finding)
            ? html`<button class="link" type="button" @click=${() => editor.remedy(finding)}>
                ${font ? t.useFont(font.family) : (t.remedy[finding.code]?.(values) ?? t.fixIt)}
              </button>`
            : nothing
        }
        ${
          font && editor.canRemedy(finding, true)
            ? html`<button class="link" type="button" @click=${() => editor.remedy(finding, true)}>
                ${t.remedy[finding.code]?.(values) ?? t.fixIt}
              </button>`
            : nothing
        }
        ${
          found && this.only === null
            ? html`<button
                class="link"
                type="button"
                @click=${() => {
                  if (found.side !== state.side) editor.setSide(found.side);
                  editor.select([found.layer.id]);
                }}
              >
                ${t.showIt}
              </button>`
            : nothing
        }
      </div>
    </li>`;
  }
}

define('luneo-findings-panel', LuneoFindingsPanel);
