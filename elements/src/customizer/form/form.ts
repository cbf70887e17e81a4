import { ContextProvider } from '@lit/context';
import type { Finding } from '@luneo/sdk/contracts/quote.js';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/icons.js';
import { en, type Strings } from '../../shared/strings.js';
import { controls } from '../../shared/styles.js';
import { stringsContext } from '../../shared/use-editor.js';
import { editorContext } from '../editor-context.js';
import type { Editor } from '../editor.js';
import type { EditorState } from '../editor-state.js';
import '../panels/findings-panel.js';
import '../panels/options-panel.js';
import '../panels/price-bar.js';
import { loadPanel } from '../panels/load-panel.js';
import { type PanelName, shellContext, type Shell } from '../panels/shell.js';
import '../panels/toolbar.js';
import './form-fields.js';
import './form-preview.js';
import '../team/team.js';
import { formStyles } from './form.styles.js';

/** Findings that stand beside their field. */
const BESIDE: readonly Finding['code'][] = ['field-empty', 'field-invalid', 'placeholder-left', 'required-empty', 'empty-text'];

/** The customizer as a form: the shopper fills fields in and sees the product change. Same design, price and cart as the editor. */
export class LuneoForm extends LitElement implements Shell {
  static override properties = {
    editor: { attribute: false },
    strings: { attribute: false },
    closer: { state: true },
    toast: { state: true },
    aside: { state: true },
  };
  static override styles = [controls, formStyles];

  declare editor: Editor | null;
  declare strings: Strings;
  declare closer: boolean;
  declare toast: string;
  /** What is shown in the place of the fields. */
  declare aside: 'history' | 'saved' | null;
  readonly #editor = new ContextProvider(this, { context: editorContext });
  readonly #strings = new ContextProvider(this, { context: stringsContext, initialValue: en });
  #toastTimer = 0;

  constructor() {
    super();
    this.editor = null;
    this.strings = en;
    this.closer = false;
    this.aside = null;
    this.toast = '';
    new ContextProvider(this, { context: shellContext, initialValue: this as Shell });
  }

  get locale(): string {
    return this.lang || 'en';
  }

  /** The price bar asks for the overview when something is not right: the shopper is led to the first field, else to what else is wrong. */
  show(panel: PanelName): void {
    if (panel === 'history' || panel === 'saved') this.#open(panel);
    else void this.#lead();
  }

  #open(aside: 'history' | 'saved'): void {
    this.aside = aside;
    void loadPanel(aside).catch(() => this.say(this.strings.panelFailed));
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.panel')?.focus({ preventScroll: true }));
  }

  async #lead(): Promise<void> {
    this.aside = null;
    await this.updateComplete;
    const isLed = await this.renderRoot.querySelector('luneo-form-fields')!.showErrors();
    if (!isLed) this.renderRoot.querySelector<HTMLElement>('.panel')?.focus();
  }

  close(): void {
    if (!this.aside) return;
    this.aside = null;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.panel')?.focus({ preventScroll: true }));
  }

  writeText(): void {
    this.focusFirst();
  }

  pickImage(): void {
    this.focusFirst();
  }

  addFiles(): void {}

  fit(): void {
    this.closer = !this.closer;
  }

  checkout(): void {
    this.dispatchEvent(new Event('checkout'));
  }

  /** Where a keyboard goes on after the poster's button is gone. */
  focusFirst(): void {
    const fields = this.renderRoot.querySelector('luneo-form-fields');
    const first = fields?.shadowRoot?.querySelector<HTMLElement>('input, textarea, select');
    (first ?? this.renderRoot.querySelector<HTMLElement>('.panel'))?.focus({ preventScroll: true });
  }

  say(words: string): void {
    this.toast = words;
    clearTimeout(this.#toastTimer);
    this.#toastTimer = window.setTimeout(() => (this.toast = ''), 6000);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('strings')) this.#strings.setValue(this.strings);
    if (!changed.has('editor')) return;
    (changed.get('editor') as Editor | undefined)?.removeEventListener('change', this.#changed);
    if (!this.editor) return;
    this.#editor.setValue(this.editor);
    this.editor.addEventListener('change', this.#changed);
  }

  #phase: EditorState['phase'] = 'loading';
  readonly #changed = (): void => {
    const { phase } = this.editor!.state;
    if (phase !== this.#phase) this.requestUpdate();
    this.#phase = phase;
  };

  protected override render(): TemplateResult | typeof nothing {
    const { strings: t, editor } = this;
    const state = editor?.state;
    if (!state) return nothing;
    return html`<div class="frame" part="frame" role="group" aria-label=${state.product?.name ?? t.customizer}>
      <luneo-toolbar part="toolbar"></luneo-toolbar>
      <div class="stage" part="stage">
        <luneo-form-preview ?closer=${this.closer}></luneo-form-preview>
        ${this.toast ? html`<div class="toast" role="alert"><p>${this.toast}</p></div>` : nothing}
      </div>
      <div class="panel" part="panel" tabindex="-1" @keydown=${this.#key}>
        ${this.aside ? this.#aside(this.aside) : this.#fields(state)}
      </div>
      <luneo-price-bar class="buy" part="buy" exportparts="cart-button"></luneo-price-bar>
      ${this.#cover(state)}
    </div>`;
  }

  #fields({ product }: EditorState): TemplateResult {
    return html`<div class="name">
        <slot name="title"><h2>${product?.name}</h2></slot>
      </div>
      <luneo-form-fields></luneo-form-fields>
      <luneo-options-panel></luneo-options-panel>
      <luneo-team></luneo-team>
      <luneo-findings-panel .omit=${BESIDE}></luneo-findings-panel>
      <slot name="footer"></slot>`;
  }

  #aside(name: 'history' | 'saved'): TemplateResult {
    const { strings: t } = this;
    return html`<div class="head">
        <h2>${name === 'history' ? t.historyList.title : t.kept}</h2>
        <button class="small" type="button" @click=${() => this.close()}>${t.done}</button>
      </div>
      ${name === 'history' ? html`<luneo-history-panel></luneo-history-panel>` : html`<luneo-saved-panel></luneo-saved-panel>`}`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !this.aside) return;
    event.preventDefault();
    this.close();
  };

  #cover({ phase, error }: EditorState): TemplateResult | typeof nothing {
    const { strings: t } = this;
    if (phase === 'ready') return nothing;
    if (phase === 'loading') return html`<div class="over" role="status">${t.loading}</div>`;
    const isGone = error?.code === 'not-found';
    return html`<div class="over" role="alert">
      ${icon(error?.code === 'network' ? 'cloudOff' : 'stop')}
      <h2>${isGone ? t.notFound : t.failed}</h2>
      ${isGone ? nothing : html`<p>${error?.code === 'network' ? t.failedHint : t.failedElse}</p>`}
      <button class="primary" type="button" @click=${() => this.dispatchEvent(new Event('reopen'))}>${t.retry}</button>
    </div>`;
  }
}

define('luneo-form', LuneoForm);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-form': LuneoForm;
  }
}
