import { ContextProvider } from '@lit/context';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/icons.js';
import { en, type Strings } from '../../shared/strings.js';
import { controls } from '../../shared/styles.js';
import { stringsContext } from '../../shared/use-editor.js';
import { editorContext } from '../editor-context.js';
import type { Editor } from '../editor.js';
import type { EditorState } from '../editor-state.js';
import '../form/form-preview.js';
import { formStyles } from '../form/form.styles.js';
import { shellContext, type Shell } from '../panels/shell.js';
import { sharedWords, type SharedWords } from './shared-words.js';

/** A design that somebody shared, to look at from all sides. Its button asks for an own one: event `own`. */
export class LuneoSharedView extends LitElement {
  static override properties = {
    editor: { attribute: false },
    strings: { attribute: false },
    isRemix: { attribute: false },
    isBusy: { attribute: false },
    toast: { state: true },
  };
  static override styles = [
    controls,
    formStyles,
    css`
      .frame {
        grid-template: 'stage' minmax(0, 1fr) 'panel' fit-content(60%) / minmax(0, 1fr);
      }
      .stage {
        grid-area: stage;
      }
      .stage .segments {
        position: absolute;
        z-index: 2;
        inset-block-start: 10px;
        inset-inline: 0;
        inline-size: fit-content;
        max-inline-size: calc(100% - 20px);
        margin-inline: auto;
        background: color-mix(in oklab, var(--_raised) 92%, transparent);
        box-shadow: 0 0 0 1px var(--_line);
        overflow-x: auto;
      }
      .stage .segments > [aria-pressed='true'] {
        background: var(--_press);
        box-shadow: none;
      }
      .panel {
        gap: 12px;
      }
      .say {
        display: grid;
        gap: 4px;
      }
      .panel button {
        min-block-size: 48px;
      }
      .failed {
        color: var(--_bad);
      }
      @container luneo (min-width: 760px) {
        .frame {
          grid-template: 'stage panel' minmax(0, 1fr) / minmax(0, 1fr) clamp(280px, 34%, 360px);
        }
        .panel {
          justify-content: center;
        }
      }
    `,
  ];

  declare editor: Editor | null;
  declare strings: Strings;
  /** Whoever looks may go on from a copy. */
  declare isRemix: boolean;
  declare isBusy: boolean;
  declare toast: string;
  readonly #editor = new ContextProvider(this, { context: editorContext });
  readonly #strings = new ContextProvider(this, { context: stringsContext, initialValue: en });

  constructor() {
    super();
    this.editor = null;
    this.strings = en;
    this.isRemix = this.isBusy = false;
    this.toast = '';
    // Nothing here opens a panel; what shows the product asks for the language only.
    const shell = { locale: '' };
    Object.defineProperty(shell, 'locale', { get: () => this.lang || 'en' });
    new ContextProvider(this, { context: shellContext, initialValue: shell as Shell });
  }

  say(words: string): void {
    this.toast = words;
  }

  focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>('.panel button')?.focus({ preventScroll: true });
  }

  /** Making the copy failed. */
  failed(): void {
    this.isBusy = false;
    this.say(this.#words.failed);
  }

  get #words(): SharedWords {
    return sharedWords(this.lang || 'en', this.strings.own);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('strings')) this.#strings.setValue(this.strings);
    if (!changed.has('editor')) return;
    (changed.get('editor') as Editor | undefined)?.removeEventListener('change', this.#changed);
    if (!this.editor) return;
    this.#editor.setValue(this.editor);
    this.editor.addEventListener('change', this.#changed);
  }

  readonly #changed = (): void => this.requestUpdate();

  protected override render(): TemplateResult | typeof nothing {
    const state = this.editor?.state;
    if (!state) return nothing;
    const t = this.#words;
    return html`<div class="frame" part="frame" role="group" aria-label=${state.product?.name ?? this.strings.customizer}>
      <div class="stage" part="stage">
        ${this.#sides(state)}
        <luneo-form-preview></luneo-form-preview>
      </div>
      <div class="panel" part="panel">
        <div class="say">
          <p class="note">${t.title}</p>
          <h2>${state.product?.name}</h2>
          <p class="note">${this.isRemix ? t.goOn : t.look}</p>
        </div>
        ${this.#own(this.isRemix ? t.remix : t.own, this.isRemix)}
        <p class="failed note" role="alert" ?hidden=${!this.toast}>${this.toast}</p>
        <slot name="footer"></slot>
      </div>
      ${this.#cover(state, t)}
    </div>`;
  }

  #own(words: string, isMain: boolean): TemplateResult {
    return html`<button
      class=${isMain ? 'primary' : ''}
      type="button"
      data-action="own"
      aria-disabled=${this.isBusy}
      @click=${() => !this.isBusy && this.dispatchEvent(new Event('own'))}
    >
      ${words}
    </button>`;
  }

  #sides({ product, side }: EditorState): TemplateResult | typeof nothing {
    const sides = product?.template.sides ?? [];
    if (sides.length < 2) return nothing;
    return html`<div class="segments" role="group" aria-label=${this.strings.sides}>
      ${sides.map(
        ({ id, name }) => html`<button type="button" aria-pressed=${id === side} @click=${() => this.editor?.setSide(id)}>${name}</button>`,
      )}
    </div>`;
  }

  #cover({ phase, error }: EditorState, t: SharedWords): TemplateResult | typeof nothing {
    if (phase === 'ready') return nothing;
    if (phase === 'loading') return html`<div class="over" role="status">${this.strings.loading}</div>`;
    if (error?.code === 'not-found')
      return html`<div class="over" role="alert">
        ${icon('stop')}
        <h2>${t.ended}</h2>
        <p>${t.endedHint}</p>
        ${this.#own(t.own, true)}
      </div>`;
    return html`<div class="over" role="alert">
      ${icon('cloudOff')}
      <h2>${this.strings.failed}</h2>
      <button class="primary" type="button" @click=${() => this.dispatchEvent(new Event('reopen'))}>${this.strings.retry}</button>
    </div>`;
  }
}

define('luneo-shared-view', LuneoSharedView);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-shared-view': LuneoSharedView;
  }
}
