import type { Job } from '@luneo/sdk/contracts/jobs.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { problem, sentence } from '../ui/failure.js';
import { time } from '../ui/format.js';
import { segments } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Pages } from '../ui/pages.js';
import { base } from '../ui/styles.js';
import { words } from './words.js';

type Status = Job['status'];

/** Work in the background, first of all what was given up. */
@customElement('luneo-jobs')
export class LuneoJobs extends LitElement {
  static override styles = [base, layout];

  @property({ attribute: false }) app!: App;
  @state() private status: Status = 'dead';
  @state() private problem = '';
  private readonly pages = new Pages<Job>(this, (cursor) =>
    this.app.api.jobs.list(this.app.brandId, { limit: 50, status: this.status, ...(cursor && { cursor }) }),
  );

  override render(): TemplateResult {
    return html`<div class="page">
      <div class="head">
        <div class="grow">
          <h1>${words.jobs}</h1>
          <p class="soft">${words.jobsIntro}</p>
        </div>
      </div>
      ${segments<Status>(
        words.filter,
        this.status,
        (['dead', 'queued', 'running', 'done'] as const).map((each) => [each, words.jobStates[each]] as const),
        (status) => this.show(status),
      )}
      ${problem(this.problem)}
      ${this.pages.render(() =>
        this.pages.items.length === 0
          ? html`<div class="empty">
              ${icon('check')}
              ${
                this.status === 'dead'
                  ? html`<h2>${words.noJobs}</h2>
                      <p>${words.noJobsText}</p>`
                  : html`<p>${words.noJobsOf}</p>`
              }
            </div>`
          : this.pages.list((job) => this.row(job)),
      )}
    </div>`;
  }

  private row(job: Job): TemplateResult {
    return html`<li class="item">
      <div class="row between">
        <div class="stack tight">
          <div class="row">
            <span class="strong">${words.jobNames[job.name as keyof typeof words.jobNames] ?? job.name}</span
            ><span class="state" data-tone=${job.status === 'dead' ? 'bad' : 'none'}>${words.tries(job.attempts)}</span>
          </div>
          ${job.reason ? html`<span class="problem small">${job.reason.replace(/^\w*(?:Problem|Error): /, '')}</span>` : nothing}
          <span class="soft small mono">${this.about(job)}</span>
          <span class="soft small num">${time(job.createdAt)}</span>
        </div>
        ${job.status === 'dead' ? html`<button @click=${() => this.retry(job)}>${icon('refresh')} ${words.tryAgain}</button>` : nothing}
      </div>
    </li>`;
  }

  /** What it works on; the brand is everybody's here. */
  private about({ about }: Job): TemplateResult[] {
    return Object.entries(about)
      .filter(([name]) => name !== 'brandId')
      .map(([name, id]) => (name === 'orderId' ? html`<a href="#/orders/${id}">${id}</a> ` : html`${id} `));
  }

  private show(status: Status): void {
    this.status = status;
    void this.pages.run();
  }

  private async retry(job: Job): Promise<void> {
    this.problem = '';
    try {
      await this.app.api.jobs.retry(job.id);
      this.app.say(words.retried);
      await this.pages.run();
    } catch (error) {
      this.problem = sentence(error);
    }
  }
}
