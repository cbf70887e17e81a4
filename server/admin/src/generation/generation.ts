import type { BrandGeneration, CostReport, GenerationSettings } from '@luneo/sdk/contracts/generation.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { fieldErrors, problem, sentence } from '../ui/failure.js';
import { cents, count, day } from '../ui/format.js';
import { areaField, numberField, textField } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { Load } from '../ui/load.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { words } from './words.js';

type Limit = 'monthCents' | 'dayCents' | 'shopperDayCents';

/** Budget, usage and refused words of changes by words. */
@customElement('luneo-generation')
export class LuneoGeneration extends LitElement {
  static override styles = [
    base,
    layout,
    css`
      progress {
        inline-size: 100%;
        block-size: 8px;
        border: 0;
        border-radius: 99px;
        overflow: clip;
        background: var(--press);
        appearance: none;
      }
      progress::-webkit-progress-bar {
        background: var(--press);
      }
      progress::-webkit-progress-value {
        background: var(--accent);
      }
      progress::-moz-progress-bar {
        background: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @state() private draft: GenerationSettings | null = null;
  @state() private problem = '';
  @state() private errors: ReadonlyMap<string, string> = new Map();
  @state() private isSaving = false;
  private readonly found = new Load<BrandGeneration>(this, () => this.app.api.generation.get(this.app.brandId));
  private readonly costs = new Load<CostReport>(this, () => this.app.api.generation.costs());

  override connectedCallback(): void {
    super.connectedCallback();
    this.app.guard = { covers: (hash) => hash.startsWith('#/generation'), isDirty: () => this.draft !== null };
  }

  override disconnectedCallback(): void {
    this.app.guard = null;
    super.disconnectedCallback();
  }

  override render(): TemplateResult {
    return html`<div class="page">
      <div class="head">
        <div class="grow">
          <h1>${words.title}</h1>
          <p class="soft">${words.intro}</p>
        </div>
      </div>
      ${this.found.render((found) => html`${this.usage(found)}${this.form(found)}${this.provider(found)}`)}
      ${this.costs.render((report) => this.report(report), html``)}
    </div>`;
  }

  private usage({ usage }: BrandGeneration): TemplateResult {
    const bar = (label: string, { spentCents, limitCents }: { spentCents: number; limitCents: number }): TemplateResult =>
      html`<div class="stack tight">
        <div class="row between">
          <span class="strong">${label}</span><span class="num">${words.of(cents(spentCents), cents(limitCents))}</span>
        </div>
        <progress aria-label=${label} max=${Math.max(limitCents, 1)} value=${Math.min(spentCents, limitCents)}></progress>
      </div>`;
    return html`<section class="card" aria-label=${words.usage}>
      <h2>${words.usage}</h2>
      ${usage.exhaustedAt ? html`<p class="note" data-tone="bad">${icon('warn')}<span>${words.exhausted}</span></p>` : usage.alertedAt ? html`<p class="note" data-tone="warn">${icon('info')}<span>${words.alerted}</span></p>` : nothing}
      ${bar(words.month, usage.month)} ${bar(words.day, usage.day)}
    </section>`;
  }

  private form(found: BrandGeneration): TemplateResult {
    const settings = this.draft ?? found.settings;
    const change = (patch: Partial<GenerationSettings>): void => {
      this.draft = { ...settings, ...patch };
    };
    const limit = (name: Limit, label: string): TemplateResult =>
      textField({
        name,
        label,
        hint: words.atMost(cents(found.limits[name])),
        error: this.errors.get(name),
        isLazy: true,
        value: settings[name] === null ? '' : String(settings[name] / 100),
        onInput: (value) => {
          const number = Number(value.replace(',', '.'));
          if (value.trim() === '') change({ [name]: null });
          else if (Number.isFinite(number) && number >= 0) change({ [name]: Math.round(number * 100) });
          else this.errors = new Map([[name, ui.invalid.number]]);
        },
      });
    return html`<form class="card" novalidate @submit=${this.save}>
      <h2>${words.budget}</h2>
      <div class="fields">
        ${limit('monthCents', `${words.monthLimit} (USD)`)} ${limit('dayCents', `${words.dayLimit} (USD)`)}
        ${limit('shopperDayCents', `${words.shopperLimit} (USD)`)}
        ${numberField({ name: 'alert', label: words.alertAt, unit: '%', min: 1, max: 100, step: 1, value: settings.alertPercent, error: this.errors.get('alertPercent'), onInput: (value) => change({ alertPercent: Math.round(value) }) })}
      </div>
      ${areaField({ name: 'blocklist', label: words.blocklist, hint: words.blocklistHint, rows: 5, value: settings.blocklist.join('\n'), error: [...this.errors].find(([path]) => path.startsWith('blocklist'))?.[1], onInput: (value) => change({ blocklist: value.split('\n') }) })}
      ${problem(this.problem)}
      <div class="row">
        <button class="primary" ?disabled=${this.isSaving || !this.draft}>${this.isSaving ? ui.saving : ui.save}</button
        >${this.draft ? html`<button type="button" @click=${() => (this.draft = null)}>${ui.cancel}</button>` : nothing}
      </div>
    </form>`;
  }

  private provider({ provider }: BrandGeneration): TemplateResult {
    return html`<section class="card" aria-label=${words.provider}>
      <h2>${words.provider}</h2>
      <p>${words.providers[provider.name]}. <span class="soft">${provider.paints ? words.paints : words.paintsNot}</span></p>
      ${provider.models.length > 0 ? html`<p class="mono small">${provider.models.join(', ')}</p>` : nothing}
    </section>`;
  }

  private report({ items, totalCents }: CostReport): TemplateResult {
    if (items.length === 0)
      return html`<section class="card">
        <h2>${words.costs}</h2>
        <p class="soft">${words.noCosts}</p>
      </section>`;
    return html`<section class="card" aria-label=${words.costs}>
      <div class="row between">
        <h2>${words.costs}</h2>
        <span class="num strong">${cents(totalCents)}</span>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label=${words.costs}>
        <table>
          <thead>
            <tr>
              <th scope="col">${words.onDay}</th>
              <th scope="col">${words.model}</th>
              <th scope="col" class="end">${words.calls}</th>
              <th scope="col" class="end">${words.cost}</th>
            </tr>
          </thead>
          <tbody>
            ${items.map(
              (row) =>
                html`<tr>
                  <td>${day(`${row.day}T12:00:00Z`)}</td>
                  <td class="mono">${row.model}</td>
                  <td class="end">${count(row.calls)}</td>
                  <td class="end">${cents(row.costCents)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const { draft } = this;
    if (!draft || this.isSaving) return;
    this.isSaving = true;
    this.problem = '';
    this.errors = new Map();
    try {
      const blocklist = [...new Set(draft.blocklist.map((word) => word.trim()).filter(Boolean))];
      this.found.set(await this.app.api.generation.update(this.app.brandId, { ...draft, blocklist }));
      this.draft = null;
      this.app.say(words.saved);
    } catch (error) {
      this.errors = fieldErrors(error);
      if (this.errors.size === 0) this.problem = sentence(error);
    } finally {
      this.isSaving = false;
    }
  }
}
