import type { ApiKey, ApiKeyCreate, ApiKeyCreated } from '@luneo/sdk/contracts/keys.js';
import type { Permission } from '@luneo/sdk/contracts/permissions.js';
import { ROLE_PERMISSIONS } from '@luneo/sdk/contracts/permissions.js';
import type { ProductSummary } from '@luneo/sdk/contracts/products.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { snippetFor } from '../products/snippet.js';
import type { App } from '../shell/app.js';
import '../ui/copy.js';
import '../ui/dialog.js';
import type { LuneoDialog } from '../ui/dialog.js';
import { fieldErrors, problem, sentence } from '../ui/failure.js';
import { areaField, checkField, segments, selectField, textField } from '../ui/fields.js';
import { icon } from '../ui/icons.js';
import { layout } from '../ui/layout.styles.js';
import { base } from '../ui/styles.js';
import { ui } from '../ui/words.js';
import { words } from './words.js';

/** A new key, another name or origins for one, or the key itself, once, with the snippet that uses it. Fires `saved`, `closed`. */
@customElement('luneo-key-dialog')
export class LuneoKeyDialog extends LitElement {
  static override styles = [base, layout];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) apiKey: ApiKey | null = null;
  @property({ attribute: false }) made: ApiKeyCreated | null = null;
  @state() private kind: ApiKeyCreate['kind'] = 'publishable';
  @state() private name = '';
  @state() private origins = '';
  @state() private isLimited = false;
  @state() private scopes: readonly Permission[] = [];
  @state() private errors: ReadonlyMap<string, string> = new Map();
  @state() private problem = '';
  @state() private isWorking = false;
  @state() private products: readonly ProductSummary[] = [];
  @state() private product = '';
  @query('luneo-dialog') private dialog!: LuneoDialog;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.apiKey) {
      this.kind = this.apiKey.kind;
      this.name = this.apiKey.name;
      this.origins = this.apiKey.origins.join('\n');
    }
    void this.app.api.products.list({ limit: 100 }).then(
      ({ items }) => (this.products = items.filter(({ status }) => status === 'published')),
      () => undefined,
    );
  }

  override render(): TemplateResult {
    const heading = this.made ? words.keyMade : this.apiKey ? words.editKey : words.newKey;
    return html`<luneo-dialog ?wide=${Boolean(this.made)} .heading=${heading} @closed=${() => this.dispatchEvent(new Event('closed'))}>
      ${this.made ? this.result(this.made) : this.form()}
    </luneo-dialog>`;
  }

  private form(): TemplateResult {
    return html`<form class="stack" novalidate @submit=${this.submit}>
      ${
        this.apiKey
          ? nothing
          : html`<div class="stack tight">
              ${segments<ApiKeyCreate['kind']>(
                words.kind,
                this.kind,
                [
                  ['publishable', words.kinds.publishable],
                  ['secret', words.kinds.secret],
                ],
                (kind) => (this.kind = kind),
              )}
              <p class="hint">${words.kindHints[this.kind]}</p>
            </div>`
      }
      ${textField({ name: 'name', label: words.keyName, hint: words.keyNameHint, maxlength: 80, value: this.name, error: this.errors.get('name'), onInput: (value) => (this.name = value) })}
      ${this.kind === 'publishable' ? areaField({ name: 'origins', label: words.origins, hint: words.originsHint, value: this.origins, error: this.originsError, onInput: (value) => (this.origins = value) }) : this.apiKey ? nothing : this.limits()}
      ${problem(this.problem)}
      <div class="row">
        <button class="primary" ?disabled=${this.isWorking}>${this.apiKey ? ui.save : words.makeKey}</button>
        <button type="button" @click=${() => this.dialog.close()}>${ui.cancel}</button>
      </div>
    </form>`;
  }

  private limits(): TemplateResult {
    const toggle = (scope: Permission, isOn: boolean): void => {
      this.scopes = isOn ? [...this.scopes, scope] : this.scopes.filter((each) => each !== scope);
    };
    return html`<fieldset class="stack tight">
      <legend>${words.scopes}</legend>
      ${segments(
        words.scopes,
        this.isLimited ? 'some' : 'all',
        [
          ['all', words.allScopes],
          ['some', words.someScopes],
        ],
        (value) => (this.isLimited = value === 'some'),
      )}
      ${this.isLimited ? html`<div class="fields">${[...ROLE_PERMISSIONS.brand_admin].map((scope) => checkField({ name: scope, label: html`<code>${scope}</code>`, isOn: this.scopes.includes(scope), onInput: (isOn) => toggle(scope, isOn) }))}</div>` : nothing}
      ${this.errors.get('scopes') ? html`<p class="error">${this.errors.get('scopes')}</p>` : nothing}
    </fieldset>`;
  }

  private result({ key, kind }: ApiKeyCreated): TemplateResult {
    const product = this.product || this.products[0]?.slug || '';
    const snippet = snippetFor(this.app.session.apiUrl, key, product);
    return html`<div class="stack">
      <p class="note" data-tone="warn">${icon('info')}<span>${words.keyOnce}</span></p>
      <code class="code" tabindex="0" data-key>${key}</code>
      <div><luneo-copy .text=${key} .what=${words.keyMade}></luneo-copy></div>
      ${
        kind === 'publishable' && product
          ? html`${selectField({ name: 'product', label: words.snippetFor, value: product, choices: this.products.map(({ slug, name }) => [slug, name] as const), onInput: (value) => (this.product = value) })}
              <code class="code" tabindex="0" data-snippet aria-label=${words.snippet}>${snippet}</code>
              <div><luneo-copy .text=${snippet} .what=${words.snippet}></luneo-copy></div>`
          : nothing
      }
      <div><button class="primary" @click=${() => this.dialog.close()}>${ui.done}</button></div>
    </div>`;
  }

  private get originsError(): string | undefined {
    return [...this.errors].find(([path]) => path.startsWith('origins'))?.[1];
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    const origins = this.origins
      .split(/[\s,]+/)
      .filter(Boolean)
      .map((each) => each.replace(/\/$/, ''));
    const errors = new Map<string, string>();
    if (!this.name.trim()) errors.set('name', ui.invalid.required);
    if (this.kind === 'publishable' && origins.some((each) => !/^https?:\/\/[^/\s?#@]+$/.test(each)))
      errors.set('origins', words.badOrigin);
    if (this.kind === 'secret' && this.isLimited && this.scopes.length === 0) errors.set('scopes', ui.invalid.atLeastMany('1'));
    this.errors = errors;
    if (errors.size > 0 || this.isWorking) return;
    await this.save(origins);
  }

  private async save(origins: string[]): Promise<void> {
    const { api, brandId } = this.app;
    this.isWorking = true;
    this.problem = '';
    try {
      const name = this.name.trim();
      if (this.apiKey) {
        await api.keys.update(brandId, this.apiKey.id, { name, ...(this.kind === 'publishable' && { origins }) });
        this.app.say(words.saved);
        this.dialog.close();
      } else {
        const more = this.kind === 'publishable' ? { origins } : this.isLimited ? { scopes: [...this.scopes] } : {};
        this.made = await api.keys.create(brandId, { kind: this.kind, name, ...more });
      }
      this.dispatchEvent(new Event('saved'));
    } catch (error) {
      this.errors = fieldErrors(error);
      if (this.errors.size === 0) this.problem = sentence(error);
    } finally {
      this.isWorking = false;
    }
  }
}
