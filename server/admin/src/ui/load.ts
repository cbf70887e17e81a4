import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { problem, sentence } from './failure.js';
import { ui } from './words.js';

/** Something that is fetched: nothing yet, a value, or what went wrong. The value stays on show while it is fetched again. */
export class Load<T> implements ReactiveController {
  value: T | undefined;
  problem = '';
  isBusy = false;
  readonly #host: ReactiveControllerHost;
  readonly #fetch: () => Promise<T>;
  #turn = 0;

  constructor(host: ReactiveControllerHost, fetch: () => Promise<T>) {
    this.#host = host;
    this.#fetch = fetch;
    host.addController(this);
  }

  hostConnected(): void {
    void this.run();
  }

  /** Fetches (again). */
  run = (): Promise<void> => this.take(this.#fetch);

  /** Takes what `fetch` gives, or says what went wrong. An answer that was overtaken is dropped. */
  protected async take(fetch: () => Promise<T>): Promise<void> {
    const turn = (this.#turn += 1);
    this.isBusy = true;
    this.#host.requestUpdate();
    try {
      const value = await fetch();
      if (turn !== this.#turn) return;
      this.value = value;
      this.problem = '';
    } catch (error) {
      if (turn !== this.#turn) return;
      this.problem = sentence(error);
    }
    this.isBusy = false;
    this.#host.requestUpdate();
  }

  /** Shown at once; the server has it already. */
  set(value: T): void {
    this.#turn += 1;
    this.value = value;
    this.isBusy = false;
    this.#host.requestUpdate();
  }

  /** The value by `show`; until then bones of the final size; the reason and a way on when it failed. */
  render(show: (value: T) => TemplateResult, bones: TemplateResult = skeleton()): TemplateResult {
    const failed = this.problem
      ? html`${problem(this.problem)}
          <p><button @click=${this.run}>${ui.again}</button></p>`
      : undefined;
    if (this.value === undefined) return failed ? html`<div class="stack">${failed}</div>` : bones;
    return failed ? html`<div class="stack">${failed}${show(this.value)}</div>` : show(this.value);
  }
}

/** Grey lines where rows will be. */
export const skeleton = (rows = 4): TemplateResult =>
  html`<div class="list" role="status" aria-label=${ui.loading}>
    ${Array.from({ length: rows }, () => html`<div class="item"><span class="bone"></span><span class="bone"></span></div>`)}
  </div>`;
