import type { Share, ShareKind, Version } from '@luneo/sdk/contracts/saved.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { define } from '../../shared/define.js';
import { icon } from '../../shared/icons.js';
import { controls } from '../../shared/styles.js';
import { UseEditor } from '../../shared/use-editor.js';
import { asLuneoError } from '../failure.js';
import { savedStyles } from './saved-panel.styles.js';
import { shareAddress } from './share-address.js';
import { savedWords, type SavedWords } from './words.js';

/** How long a link may work. Days. */
const DAYS = [7, 30, 365] as const;

/** Named versions of the design, and links to it for others. */
export class LuneoSavedPanel extends LitElement {
  static override properties = {
    versions: { state: true },
    links: { state: true },
    kind: { state: true },
    isBusy: { state: true },
    said: { state: true },
    failure: { state: true },
    removing: { state: true },
  };
  static override styles = [controls, savedStyles];

  /** Null while they are not known yet. */
  declare versions: readonly Version[] | null;
  declare links: readonly Share[];
  declare kind: ShareKind;
  declare isBusy: boolean;
  declare said: string;
  declare failure: string;
  /** Id of the version whose removal is asked about. */
  declare removing: string;
  readonly #use = new UseEditor(this, ['phase', 'designId']);
  #loaded: Promise<unknown> = Promise.resolve();

  constructor() {
    super();
    this.versions = null;
    this.links = [];
    this.kind = 'view';
    this.isBusy = false;
    this.said = this.failure = this.removing = '';
  }

  get #words(): SavedWords {
    return savedWords(this.#use.locale, this.#use.t.own);
  }

  protected override firstUpdated(): void {
    this.#loaded = this.#load().catch(() => void (this.failure = this.#words.failed));
  }

  protected override render(): TemplateResult {
    const t = this.#words;
    return html`<p class="visually-hidden" role="status">${this.said}</p>
      <p class="failed" role="alert" ?hidden=${!this.failure}>${icon('warn')} ${this.failure}</p>
      <section aria-labelledby="versions">${this.#versions(t)}</section>
      <hr />
      <section aria-labelledby="links">${this.#links(t)}</section>`;
  }

  async #load(): Promise<void> {
    const keeping = await this.#use.editor.keeping();
    [this.versions, this.links] = await Promise.all([keeping.versions(), keeping.links()]);
  }

  #versions(t: SavedWords): TemplateResult {
    return html`<h3 id="versions">${t.versions}</h3>
      <p class="note">${t.versionHint}</p>
      <form
        class="row"
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          void this.#keep(t);
        }}
      >
        <input id="name" type="text" dir="auto" maxlength="80" autocomplete="off" aria-label=${t.name} placeholder=${t.name} />
        <button class="primary" aria-disabled=${this.isBusy}>${t.keep}</button>
      </form>
      <ul>
        ${repeat(
          this.versions ?? [],
          ({ id }) => id,
          (version) => this.#version(version, t),
        )}
      </ul>`;
  }

  #version(version: Version, t: SavedWords): TemplateResult {
    const { name } = version;
    return html`<li data-version=${version.id}>
      <div class="what"><bdi>${name}</bdi> <small class="num">${this.#date(version.createdAt, true)}</small></div>
      ${
        this.removing === version.id
          ? html`<button class="small bad" type="button" aria-label="${t.sure}: ${name}" @click=${() => this.#forget(version, t)}>
              ${t.sure}
            </button>`
          : html`<button class="small" type="button" aria-label=${t.restoreNamed(name)} @click=${() => this.#restore(version, t)}>
                ${t.restore}
              </button>
              <button class="icon" type="button" aria-label=${t.remove(name)} title=${t.remove(name)} @click=${() => this.#ask(version.id)}>
                ${icon('trash')}
              </button>`
      }
    </li>`;
  }

  #links(t: SavedWords): TemplateResult {
    return html`<h3 id="links">${t.links}</h3>
      <p class="note">${t.linkHint}</p>
      <div class="segments" role="radiogroup" aria-labelledby="links" aria-describedby="kind">
        ${(['view', 'remix'] as const).map(
          (kind) =>
            html`<label>
              <input type="radio" name="kind" value=${kind} .checked=${kind === this.kind} @change=${() => (this.kind = kind)} />
              ${t.kind[kind]}
            </label>`,
        )}
      </div>
      <p class="note" id="kind">${t.kindHint[this.kind]}</p>
      <div class="lasts">
        <label for="days">${t.lasts}</label>
        <select id="days">
          ${DAYS.map((days) => html`<option value=${days} ?selected=${days === 30}>${t.days(days)}</option>`)}
          <option value="">${t.always}</option>
        </select>
      </div>
      <button class="primary wide" type="button" data-action="share" aria-disabled=${this.isBusy} @click=${() => void this.#share(t)}>
        ${t.make}
      </button>
      <ul>
        ${repeat(
          this.links,
          ({ id }) => id,
          (link) => this.#link(link, t),
        )}
      </ul>`;
  }

  #link(link: Share, t: SavedWords): TemplateResult {
    const address = shareAddress(location.href, this.#use.state.product!, link.token);
    return html`<li class="link" data-link=${link.id}>
      <div class="what">
        ${t.kind[link.kind]} <small class="num">${link.expiresAt ? t.until(this.#date(link.expiresAt)) : t.open}</small>
      </div>
      <input
        type="text"
        readonly
        dir="ltr"
        aria-label=${t.address}
        .value=${address}
        @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
      />
      <div class="acts">
        <button class="small" type="button" data-act="copy" @click=${() => void this.#copy(address, t)}>
          ${icon('duplicate')} ${t.copy}
        </button>
        ${
          typeof navigator.share === 'function'
            ? html`<button class="small" type="button" @click=${() => void navigator.share({ url: address }).catch(() => undefined)}>
                ${icon('send', 'mirror')} ${t.send}
              </button>`
            : nothing
        }
        <button class="small" type="button" data-act="end" @click=${() => void this.#end(link, t)}>${icon('close')} ${t.end}</button>
      </div>
    </li>`;
  }

  #date(time: string, withTime = false): string {
    const format = new Intl.DateTimeFormat(this.#use.locale, { dateStyle: 'medium', ...(withTime && { timeStyle: 'short' }) });
    return format.format(new Date(time));
  }

  /** One thing at a time; what went wrong is said. True when it was done. */
  async #do(act: () => Promise<unknown>): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    this.failure = this.said = '';
    try {
      // What is added belongs on top of what was there.
      await this.#loaded;
      await act();
      return true;
    } catch (error) {
      this.failure = asLuneoError(error).code === 'conflict' ? this.#words.full : this.#words.failed;
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  async #keep(t: SavedWords): Promise<void> {
    const field = this.renderRoot.querySelector<HTMLInputElement>('#name')!;
    const name = field.value.trim() || this.#date(new Date().toISOString(), true);
    await this.#do(async () => {
      const version = await (await this.#use.editor.keeping()).keep(name);
      this.versions = [version, ...(this.versions ?? [])];
      field.value = '';
      this.said = t.keeping(version.name);
    });
  }

  async #restore(version: Version, t: SavedWords): Promise<void> {
    const isDone = await this.#do(async () => (await this.#use.editor.keeping()).restore(version));
    if (isDone) this.#use.shell.say?.(t.restored(version.name));
  }

  #ask(id: string): void {
    this.removing = id;
    void this.updateComplete.then(() => {
      const sure = this.renderRoot.querySelector<HTMLElement>('.bad');
      sure?.focus();
      sure?.addEventListener('blur', () => (this.removing = ''), { once: true });
    });
  }

  async #forget(version: Version, t: SavedWords): Promise<void> {
    await this.#do(async () => {
      await (await this.#use.editor.keeping()).forget(version);
      this.versions = this.versions!.filter(({ id }) => id !== version.id);
      this.said = t.removed(version.name);
    });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#name')?.focus();
  }

  async #share(t: SavedWords): Promise<void> {
    const { value } = this.renderRoot.querySelector<HTMLSelectElement>('#days')!;
    let made: Share | null = null;
    await this.#do(async () => {
      made = await (await this.#use.editor.keeping()).share(this.kind, value === '' ? null : Number(value));
      this.links = [made, ...this.links];
      this.said = t.made;
    });
    await this.updateComplete;
    if (made) this.renderRoot.querySelector<HTMLElement>('[data-act=copy]')?.focus();
  }

  /** Pages that may not write to the clipboard still show the address, selected when it is focused. */
  async #copy(address: string, t: SavedWords): Promise<void> {
    try {
      await navigator.clipboard.writeText(address);
      this.#use.shell.say?.(t.copied);
    } catch {
      [...this.renderRoot.querySelectorAll<HTMLInputElement>('.link input')].find(({ value }) => value === address)?.focus();
    }
  }

  async #end(link: Share, t: SavedWords): Promise<void> {
    await this.#do(async () => {
      await (await this.#use.editor.keeping()).end(link);
      this.links = this.links.filter(({ id }) => id !== link.id);
      this.said = t.ended;
    });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[data-act=copy], [data-action=share]')?.focus();
  }
}

define('luneo-saved-panel', LuneoSavedPanel);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-saved-panel': LuneoSavedPanel;
  }
}
