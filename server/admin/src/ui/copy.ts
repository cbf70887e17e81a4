import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from './icons.js';
import { base } from './styles.js';
import { ui } from './words.js';

/** A button that copies `text`, and says that it did. `what` names it where several are on a page. */
@customElement('luneo-copy')
export class LuneoCopy extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
      }
    `,
  ];

  @property() text = '';
  @property() what = '';
  @state() private isDone = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  override render(): TemplateResult {
    return html`<button type="button" @click=${this.copy}>
        ${icon(this.isDone ? 'check' : 'copy')} ${this.isDone ? ui.copied : ui.copy}<span class="visually-hidden"> ${this.what}</span>
      </button>
      <span class="visually-hidden" role="status">${this.isDone ? ui.copied : ''}</span>`;
  }

  private async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.text);
    this.isDone = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.isDone = false), 2_500);
  }
}
