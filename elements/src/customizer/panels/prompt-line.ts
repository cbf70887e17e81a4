import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/icons.js';
import { controls } from '../../shared/styles.js';
import { UseEditor } from '../../shared/use-editor.js';
import type { GenerationState } from '../editor-state.js';

const STEPS = ['checking', 'composing', 'drawing', 'placing'] as const;

/** One line for an idea in words. While it is worked on it says what is happening; the shopper may go on meanwhile. */
export class LuneoPromptLine extends LitElement {
  static override properties = { words: { state: true }, examples: { type: Boolean }, floating: { type: Boolean, reflect: true } };
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      form {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 4px;
        padding-inline-start: 14px;
        border-radius: calc(var(--_radius) + 4px);
        background: var(--_paper);
        box-shadow: 0 0 0 1px var(--_edge);
      }
      form:focus-within {
        box-shadow: 0 0 0 2px var(--_focus);
      }
      form > svg.i {
        color: var(--_muted);
      }
      input[type='text'] {
        min-block-size: 44px;
        padding: 0 8px;
        border: 0;
        background: none;
        outline: none;
        text-overflow: ellipsis;
      }
      :host([floating]) .card {
        position: absolute;
        z-index: 2;
        inset-inline: 0;
        inset-block-end: calc(100% + 28px);
      }
      .card {
        margin-block-end: 8px;
        padding: 12px;
        border-radius: calc(var(--_radius) + 4px);
        background: var(--_raised);
        box-shadow:
          0 0 0 1px var(--_line),
          var(--_shadow);
        font-size: 14px;
      }
      .card p {
        flex: 1;
      }
      .card button.icon {
        inline-size: 32px;
        min-block-size: 32px;
      }
      .steps {
        flex: 1;
        display: grid;
        grid-template-columns: repeat(4, 1fr);
        gap: 6px;
        font-size: 12px;
        color: var(--_muted);
      }
      .steps li {
        padding-block-start: 6px;
        border-block-start: 3px solid var(--_press);
      }
      .steps li[data-is='done'] {
        border-color: var(--_accent);
      }
      .steps li[data-is='now'] {
        border-color: var(--_accent);
        color: var(--_ink);
        font-weight: 600;
        animation: breathe 1.2s ease-in-out infinite alternate;
      }
      @keyframes breathe {
        from {
          border-color: color-mix(in oklab, var(--_accent) 30%, var(--_paper));
        }
      }
      .done {
        display: flex;
        align-items: center;
        gap: 12px;
        padding-block: 6px;
      }
      .notes {
        flex: 1;
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
      }
      .notes li {
        display: flex;
        gap: 6px;
      }
      .done button.link {
        flex: none;
        font-weight: 600;
      }
      .notes svg.i {
        inline-size: 16px;
        block-size: 16px;
        margin-block-start: 2px;
        color: var(--_good);
      }
      .failed {
        color: var(--_bad);
      }
      .examples {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-block-start: 12px;
      }
      .examples button {
        border-radius: 99px;
        text-align: start;
      }
      .hint {
        margin-block-start: 12px;
      }
      @media (forced-colors: active) {
        form,
        .card {
          border: 1px solid;
        }
        form:focus-within {
          outline: 2px solid Highlight;
          outline-offset: 2px;
        }
      }
    `,
  ];

  declare words: string;
  /** Offers sentences to begin with. */
  declare examples: boolean;
  /** The answer lies above the line, over the stage. */
  declare floating: boolean;
  #hadEnded = false;
  readonly #use = new UseEditor(this, ['generation', 'phase']);

  constructor() {
    super();
    this.words = '';
    this.examples = this.floating = false;
  }

  override focus(): void {
    this.renderRoot.querySelector('input')?.focus({ preventScroll: true });
  }

  /** An idea that came to nothing goes back into the field, to be said in other words. */
  protected override willUpdate(): void {
    const { generation } = this.#use.state;
    const hasEnded = generation?.status === 'failed' || generation?.status === 'cancelled';
    if (hasEnded && !this.#hadEnded && !this.words) this.words = generation.prompt;
    this.#hadEnded = hasEnded;
  }

  protected override render(): TemplateResult {
    const { t, state } = this.#use;
    const { generation } = state;
    const isWorking = generation?.status === 'queued' || generation?.status === 'processing';
    return html`
      <div aria-live="polite">${generation ? this.#card(generation, isWorking) : nothing}</div>
      <form
        @submit=${(event: Event) => {
          event.preventDefault();
          if (!isWorking) this.#send(this.words);
        }}
      >
        ${icon('ideas')}
        <input
          type="text"
          aria-label=${t.promptLabel}
          placeholder=${t.promptPlaceholder}
          maxlength="2000"
          autocomplete="off"
          enterkeyhint="send"
          .value=${this.words}
          @input=${(event: Event) => (this.words = (event.target as HTMLInputElement).value)}
        />
        <button
          class="icon ${this.words.trim() ? 'primary' : ''}"
          type="submit"
          aria-label=${t.promptSend}
          title=${t.promptSend}
          aria-disabled=${isWorking || !this.words.trim()}
        >
          ${icon('send', 'mirror')}
        </button>
      </form>
      ${this.examples && !isWorking ? this.#examples() : nothing}
    `;
  }

  #card(generation: GenerationState, isWorking: boolean): TemplateResult {
    const { t, editor } = this.#use;
    const at = generation.step ? STEPS.indexOf(generation.step) : 0;
    const close = html`<button
      class="icon"
      type="button"
      aria-label=${isWorking ? t.cancel : t.close}
      title=${isWorking ? t.cancel : t.close}
      @click=${() => (isWorking ? void editor.cancelPrompt() : editor.dismissPrompt())}
    >
      ${icon('close')}
    </button>`;
    if (isWorking)
      return html`<div class="card done" data-status=${generation.status}>
        <ol class="steps" title=${generation.prompt} aria-label=${generation.step ? t.steps[generation.step] : t.queued}>
          ${STEPS.map(
            (step, index) =>
              html`<li data-is=${index < at ? 'done' : index === at ? 'now' : 'later'} aria-current=${index === at ? 'step' : nothing}>
                ${t.steps[step]}
              </li>`,
          )}
        </ol>
        ${close}
      </div>`;
    if (generation.status === 'completed')
      return html`<div class="card done" data-status="completed">
        <span class="visually-hidden">${t.promptDone}</span>
        <ul class="notes">
          ${generation.notes.map((note) => html`<li>${icon('check')}<span dir="auto">${note}</span></li>`)}
        </ul>
        <button class="link" type="button" @click=${() => this.#takeBack()}>${t.undo}</button>
        ${close}
      </div>`;
    const isCancelled = generation.status === 'cancelled';
    const { code, message = '' } = generation.error ?? {};
    // What was not understood is not sent again: it lies in the field, to be put differently.
    const canRepeat = !isCancelled && code !== 'prompt-invalid';
    return html`<div class="card done" data-status=${generation.status}>
      <p class=${isCancelled ? '' : 'failed'}>${isCancelled ? t.promptCancelled : canRepeat ? `${t.promptFailed} ${message}` : message}</p>
      ${canRepeat ? html`<button class="link" type="button" @click=${() => this.#send(generation.prompt)}>${t.tryAgain}</button>` : nothing}
      ${close}
    </div>`;
  }

  #examples(): TemplateResult {
    const { t } = this.#use;
    return html`<div class="examples">
        ${t.promptExamples.map(
          (example) =>
            html`<button
              class="small"
              type="button"
              @click=${() => {
                this.words = example;
                this.focus();
              }}
            >
              ${example}
            </button>`,
        )}
      </div>
      <p class="note hint">${t.promptHint}</p>`;
  }

  #takeBack(): void {
    this.#use.editor.undo();
    this.#use.editor.dismissPrompt();
  }

  #send(words: string): void {
    const text = words.trim();
    if (!text) return;
    this.words = '';
    void this.#use.editor.prompt(text);
  }
}

define('luneo-prompt-line', LuneoPromptLine);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-prompt-line': LuneoPromptLine;
  }
}
