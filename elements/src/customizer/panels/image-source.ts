import type { LuneoError } from '@luneo/sdk';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { cssVars } from '../../shared/css-vars.js';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/panel-icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';

/** Where pictures come from: a file, a drop, the clipboard; and how far they are on their way. */
export class LuneoImageSource extends LitElement {
  static override properties = { listOnly: { type: Boolean } };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 10px;
      }
      .drop {
        display: grid;
        justify-items: center;
        gap: 10px;
        padding: 20px 16px;
        border: 1.5px dashed var(--_edge);
        border-radius: var(--_radius);
        text-align: center;
      }
      ul {
        display: grid;
        gap: 8px;
      }
      li {
        display: grid;
        grid-template-columns: 40px minmax(0, 1fr) auto;
        align-items: center;
        gap: 10px;
        padding: 8px;
        border-radius: var(--_radius);
        background: var(--_wash);
        font-size: 14px;
      }
      img {
        inline-size: 40px;
        block-size: 40px;
        border-radius: 6px;
        object-fit: cover;
      }
      .name {
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      .bar {
        block-size: 4px;
        margin-block-start: 6px;
        border-radius: 2px;
        background:
          linear-gradient(var(--_accent), var(--_accent)) no-repeat 0 0 / var(--_done) 100%,
          var(--_press);
      }
      .failed {
        color: var(--_bad);
        white-space: normal;
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** Only what is on its way, without the invitation. */
  declare listOnly: boolean;
  readonly #use = new UsePanel(this, ['uploads']);

  constructor() {
    super();
    this.listOnly = false;
  }

  protected override render(): TemplateResult {
    const { t, state, shell, editor } = this.#use;
    return html`
      ${
        this.listOnly
          ? nothing
          : html`<div class="drop">
              <button class="primary" type="button" @click=${() => shell.pickImage()}>${icon('upload')} ${t.chooseImage}</button>
              <p class="note">${t.imageHint}</p>
            </div>`
      }
      <ul aria-live="polite">
        ${state.uploads.map(
          ({ id, name, progress, error, previewUrl }) =>
            html`<li>
              ${previewUrl ? html`<img src=${previewUrl} alt="" />` : icon('image')}
              <div>
                <div class="name ${error ? 'failed' : ''}">${error ? `${t.uploadFailed(name)} ${this.#reason(error, name)}` : name}</div>
                ${
                  error
                    ? nothing
                    : html`<div
                        class="bar"
                        role="progressbar"
                        aria-label=${name}
                        aria-valuenow=${Math.round(progress * 100)}
                        ${cssVars({ '--_done': `${Math.round(progress * 100)}%` })}
                      ></div>`
                }
                ${
                  error?.retryable
                    ? html`<button class="link" type="button" @click=${() => editor.retryUpload(id)}>${t.tryAgain}</button>`
                    : nothing
                }
              </div>
              ${
                error
                  ? html`<button class="icon" type="button" aria-label=${t.dismiss} @click=${() => editor.dismissUpload(id)}>
                      ${icon('close')}
                    </button>`
                  : nothing
              }
            </li>`,
        )}
      </ul>
    `;
  }

  #reason({ code, message }: LuneoError, name: string): string {
    return code === 'unsupported-media-type' && /\.hei[cf]$/i.test(name) ? this.#use.t.heicUnread : message;
  }
}

define('luneo-image-source', LuneoImageSource);
