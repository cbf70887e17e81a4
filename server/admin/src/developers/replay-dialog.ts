import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import '../ui/dialog.js';
import type { LuneoDialog } from '../ui/dialog.js';
import { problem, sentence } from '../ui/failure.js';
import { segments, textField } from '../ui/fields.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { words } from './words.js';

type Which = 'missing' | 'all';
const DAY_MS = 86_400_000;

/** What was sent to one address in a time, once more. Fires `replayed` and `closed`. */
@customElement('luneo-replay-dialog')
export class LuneoReplayDialog extends LitElement {
  static override styles = [base, layout];

  @property({ attribute: false }) app!: App;
  @property() endpointId = '';
  @state() private which: Which = 'missing';
  @state() private since = local(new Date(Date.now() - DAY_MS));
  @state() private until = '';
  @state() private errors: { since?: string; until?: string } = {};
  @state() private problem = '';
  @state() private isWorking = false;
  @query('luneo-dialog') private dialog!: LuneoDialog;

  override render(): TemplateResult {
    return html`<luneo-dialog .heading=${words.replayRange} @closed=${() => this.dispatchEvent(new Event('closed'))}>
      <form class="stack" novalidate @submit=${this.submit}>
        <p class="soft">${words.replayRangeText}</p>
        <div class="fields">
          ${textField({ name: 'since', label: words.rangeFrom, type: 'datetime-local', value: this.since, error: this.errors.since, onInput: (value) => (this.since = value) })}
          ${textField({ name: 'until', label: words.rangeTo, type: 'datetime-local', value: this.until, hint: words.rangeToHint, isOptional: true, error: this.errors.until, onInput: (value) => (this.until = value) })}
        </div>
        ${segments<Which>(
          words.which,
          this.which,
          [
            ['missing', words.whichMissing],
            ['all', words.whichAll],
          ],
          (which) => (this.which = which),
        )}
        ${problem(this.problem)}
        <div class="row">
          <button class="primary" ?disabled=${this.isWorking}>${words.sendAgain}</button>
          <button type="button" @click=${() => this.dialog.close()}>${ui.cancel}</button>
        </div>
      </form>
    </luneo-dialog>`;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { since, until, which } = this;
    this.errors = {
      ...(!since && { since: ui.invalid.required }),
      ...(since && until && until <= since && { until: words.badRange }),
    };
    if (Object.keys(this.errors).length > 0 || this.isWorking) return;
    this.isWorking = true;
    this.problem = '';
    try {
      const range = { since: new Date(since).toISOString(), ...(until && { until: new Date(until).toISOString() }) };
      const { count } = await this.app.api.webhooks.replayRange(this.endpointId, { ...range, which });
      this.app.say(words.replayedMany(count));
      this.dispatchEvent(new Event('replayed'));
      this.dialog.close();
    } catch (error) {
      this.problem = sentence(error);
    } finally {
      this.isWorking = false;
    }
  }
}

/** As the field writes a time: of this device, to the minute. */
function local(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
