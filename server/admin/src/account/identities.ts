import type { Identity, OauthProvider } from '@luneo/sdk/contracts/oauth.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { App } from '../shell/app.js';
import { confirm } from '../ui/confirm.js';
import { codeOf, problem, sentence } from '../ui/failure.js';
import { ago } from '../ui/format.js';
import { textField } from '../ui/fields.js';
import { layout } from '../ui/layout.styles.js';
import { Load } from '../ui/load.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { words } from './account.words.js';

interface Ways {
  providers: readonly OauthProvider[];
  identities: readonly Identity[];
}

/** Providers that are linked to one's account, and those that could be. Shows nothing where the installation knows none. */
@customElement('luneo-account-identities')
export class LuneoAccountIdentities extends LitElement {
  static override styles = [base, layout];

  @property({ attribute: false }) app!: App;
  @state() private linking: OauthProvider | null = null;
  @state() private error = '';
  @state() private problem = '';
  @state() private isWorking = false;
  private readonly ways = new Load<Ways>(this, async () => {
    const { oauth } = this.app.api;
    const [{ items: providers }, { items: identities }] = await Promise.all([oauth.providers(), oauth.identities()]);
    return { providers, identities };
  });

  override connectedCallback(): void {
    super.connectedCallback();
    const result = this.app.takeReturn();
    if (result === 'linked') this.app.say(words.isLinked);
    else if (result) this.problem = result === 'conflict' ? words.linkTaken : words.linkFailed;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.ways.value && this.ways.value.providers.length + this.ways.value.identities.length === 0) return nothing;
    return html`<section class="card" aria-label=${words.identities}>
      <h2>${words.identities}</h2>
      <p class="soft">${words.identitiesText}</p>
      ${problem(this.problem)} ${this.ways.render((ways) => this.list(ways))}
    </section>`;
  }

  private list({ providers, identities }: Ways): TemplateResult {
    const free = providers.filter(({ id }) => !identities.some(({ provider }) => provider === id));
    return html`${
      identities.length > 0
        ? html`<ul class="list">
            ${identities.map((each) => this.row(each, providers.find(({ id }) => id === each.provider)?.name ?? each.provider))}
          </ul>`
        : nothing
    }
    ${this.linking ? this.ask(this.linking) : nothing}
    ${
      free.length > 0 && !this.linking
        ? html`<div class="row">
            ${free.map((each) => html`<button @click=${() => this.begin(each)}>${words.link(each.name)}</button>`)}
          </div>`
        : nothing
    }`;
  }

  private row(identity: Identity, name: string): TemplateResult {
    return html`<li class="item">
      <div class="row between">
        <div class="stack tight">
          <span class="strong">${name}</span>
          <span class="soft small"><bdi>${identity.label}</bdi> · ${words.linked(ago(identity.createdAt))}</span>
        </div>
        <button @click=${() => this.unlink(identity)}>${words.unlink}<span class="visually-hidden"> ${name}</span></button>
      </div>
    </li>`;
  }

  private ask(provider: OauthProvider): TemplateResult {
    return html`<form class="stack" novalidate @submit=${this.submit}>
      ${textField({ name: 'link-password', label: words.current, type: 'password', autocomplete: 'current-password', error: this.error || undefined })}
      <div class="row">
        <button class="primary" ?disabled=${this.isWorking}>${words.link(provider.name)}</button>
        <button type="button" @click=${() => (this.linking = null)}>${ui.cancel}</button>
      </div>
    </form>`;
  }

  private async begin(provider: OauthProvider): Promise<void> {
    this.linking = provider;
    this.error = this.problem = '';
    await this.updateComplete;
    this.renderRoot.querySelector('input')?.focus();
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const password = new FormData(event.target as HTMLFormElement).get('link-password') as string;
    if (this.isWorking) return;
    this.isWorking = true;
    this.error = '';
    try {
      const returnTo = `${location.pathname}#/account`;
      const { url } = await this.app.api.oauth.link(this.linking!.id, { returnTo, ...(password && { password }) });
      location.assign(url);
    } catch (error) {
      this.error = codeOf(error) === 'invalid-credentials' ? words.wrongPassword : sentence(error);
    } finally {
      this.isWorking = false;
    }
  }

  private async unlink({ id }: Identity): Promise<void> {
    this.problem = '';
    if (!(await confirm(words.unlinkAsk))) return;
    try {
      await this.app.api.oauth.unlink(id);
      this.app.say(words.unlinked);
      await this.ways.run();
    } catch (error) {
      this.problem = codeOf(error) === 'conflict' ? words.lastWay : sentence(error);
    }
  }
}
