import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { keyed } from 'lit/directives/keyed.js';
import type { User } from '@luneo/sdk/contracts/accounts.js';
import './account/sign-in.js';
import { App, placeOf, type Place } from './shell/app.js';
import { findMode, keepMode, type Mode } from './shell/mode.js';
import './shell/notice.js';
import { sectionsOf, type Section } from './shell/routes.js';
import { Session } from './shell/session.js';
import { shellStyles } from './shell/shell.styles.js';
import { words } from './shell/words.js';
import { confirm } from './ui/confirm.js';
import './ui/dialog.js';
import type { LuneoDialog } from './ui/dialog.js';
import { problem } from './ui/failure.js';
import { segments } from './ui/fields.js';
import { icon } from './ui/icons.js';
import { skeleton } from './ui/load.js';
import { LANGUAGES, language, speak, type Language } from './ui/locale.js';
import { base } from './ui/styles.js';
import { layout } from './ui/layout.styles.js';
import './ui/toast.js';
import type { LuneoToasts } from './ui/toast.js';
import { ui } from './ui/words.js';

/** Pages for those who are not signed in. */
const OUTSIDE = new Set(['register', 'verify', 'invitation', 'reset-password', 'forgot', 'oauth']);

/**
 * The staff page. Knows who is signed in, which section the address names, and asks before unsaved work is left.
 * @attr api-url - Origin of the API; default: the page's own
 */
@customElement('luneo-admin')
export class LuneoAdminPage extends LitElement {
  static override styles = [base, layout, shellStyles];

  @property({ attribute: 'api-url' }) apiUrl = '';
  @state() private app: App | null = null;
  @state() private place: Place = placeOf(location.hash);
  @state() private ready: Section | null = null;
  @state() private phase: 'resuming' | 'out' | 'in' | 'offline' = 'resuming';
  @state() private isExpired = false;
  @state() private isMenuOpen = false;
  @state() private isBroken = false;
  @query('luneo-toasts') private toasts!: LuneoToasts;
  @query('luneo-dialog') private dialog!: LuneoDialog | null;
  @state() private cameFrom = '';
  private session!: Session;
  private hash = location.hash;

  override connectedCallback(): void {
    super.connectedCallback();
    this.session = new Session(this.apiUrl || location.origin);
    this.session.addEventListener('changed', this.changed);
    this.session.addEventListener('expired', () => (this.isExpired = true));
    window.addEventListener('hashchange', this.moved);
    window.addEventListener('beforeunload', this.unloading);
    document.addEventListener('keydown', this.toSearch);
    void this.resume();
  }

  override disconnectedCallback(): void {
    window.removeEventListener('hashchange', this.moved);
    window.removeEventListener('beforeunload', this.unloading);
    document.removeEventListener('keydown', this.toSearch);
    super.disconnectedCallback();
  }

  override render(): TemplateResult {
    return html`${this.body()}<luneo-toasts></luneo-toasts>${this.isExpired ? this.again() : nothing}`;
  }

  private body(): TemplateResult {
    if (this.phase === 'resuming') return html``;
    if (this.phase === 'offline')
      return html`<main class="page">
        <h1>${words.product}</h1>
        ${problem(words.noServer)}
        <p><button @click=${this.resume}>${ui.again}</button></p>
      </main>`;
    if (this.phase === 'out' || !this.app || OUTSIDE.has(this.place.section))
      return html`<luneo-sign-in .session=${this.session} .place=${this.place} .cameFrom=${this.cameFrom}></luneo-sign-in>`;
    return html`
      <nav aria-label=${words.skip}><a class="skip button" href="#main" @click=${this.skip}>${words.skip}</a></nav>
      <header class="bar">
        <button class="icon" aria-label=${words.menu} aria-haspopup="dialog" @click=${() => (this.isMenuOpen = true)}>
          ${icon('menu')}
        </button>
        <strong>${this.ready ? words.sections[this.ready.name] : words.product}</strong>
      </header>
      <aside>${this.menu()}</aside>
      ${this.isMenuOpen ? html`<luneo-dialog .heading=${words.menu} @closed=${() => (this.isMenuOpen = false)}>${this.menu()}</luneo-dialog>` : nothing}
      <main id="main" tabindex="-1" aria-busy=${this.isLoading ? 'true' : 'false'}>
        <luneo-brand-notice .app=${this.app} .section=${this.place.section}></luneo-brand-notice>${this.section()}
      </main>
    `;
  }

  private section(): TemplateResult {
    const wanted = this.wanted();
    if (!wanted)
      return html`<div class="page">
        <h1>${words.nowhere}</h1>
        <p>${words.nowhereText}</p>
        <p><a class="button" href="#/">${words.toFirst}</a></p>
      </div>`;
    if (this.isBroken || this.ready !== wanted)
      return html`<div class="page">
        <h1>${words.sections[wanted.name]}</h1>
        ${
          this.isBroken
            ? html`${problem(words.broken)}
                <p><button @click=${() => location.reload()}>${ui.again}</button></p>`
            : skeleton()
        }
      </div>`;
    return html`${wanted.hasModes && this.app?.mode === 'test' ? html`<p class="test">${icon('info')} ${words.testMode}</p>` : nothing}${keyed(
      this.app,
      guard([this.app, this.ready, this.place], () => this.ready!.show(this.app!, this.place)),
    )}`;
  }

  private menu(): TemplateResult {
    const app = this.app!;
    const sections = sectionsOf(app);
    const groups = [...new Set(sections.map(({ group }) => group))];
    const link = ({ name, icon: drawing }: Section): TemplateResult =>
      html`<li>
        <a href="#/${name}" aria-current=${this.ready?.name === name ? 'page' : nothing} @click=${this.closeMenu}
          >${icon(drawing)} ${words.sections[name]}</a
        >
      </li>`;
    return html`<div class="brand">${MOON} ${words.product}</div>
      ${segments<Mode>(
        words.mode,
        app.mode,
        [
          ['live', words.modes.live],
          ['test', words.modes.test],
        ],
        (mode) => void this.show(mode),
      )}
      <nav class="menu" aria-label=${words.mainMenu}>
        ${groups.map(
          (group) =>
            html`<div>
              <h2>${words.groups[group]}</h2>
              <ul>
                ${sections.filter((each) => each.group === group).map(link)}
              </ul>
            </div>`,
        )}
      </nav>
      <div class="foot">
        <p><span class="strong">${app.user.name || app.user.email}</span><span class="soft small">${app.user.email}</span></p>
        <label
          >${words.language}
          <select @change=${(event: Event) => speak((event.target as HTMLSelectElement).value as Language)}>
            ${Object.entries(LANGUAGES).map(([id, name]) => html`<option value=${id} lang=${id} .selected=${id === language}>${name}</option>`)}
          </select>
        </label>
        <button class="plain" @click=${() => this.session.leave()}>${icon('signOut', 'mirror')} ${words.signOut}</button>
      </div>`;
  }

  private again(): TemplateResult {
    return html`<luneo-dialog firm .heading=${words.expired}>
      <div class="stack">
        <p class="soft">${words.expiredText}</p>
        <luneo-sign-in again .session=${this.session} .place=${placeOf('#/again')}></luneo-sign-in>
      </div>
    </luneo-dialog>`;
  }

  /** The section that the address names is still on its way. */
  private get isLoading(): boolean {
    return !this.isBroken && this.wanted() !== (this.ready ?? undefined);
  }

  private wanted(): Section | undefined {
    const sections = sectionsOf(this.app!);
    return this.place.section ? sections.find(({ name }) => name === this.place.section) : sections[0];
  }

  private readonly resume = async (): Promise<void> => {
    const cameFrom = takeOauthResult();
    try {
      if (cameFrom && cameFrom !== 'signed-in') this.cameFrom = cameFrom;
      if (!(await this.session.resume(cameFrom === 'signed-in'))) this.phase = 'out';
    } catch {
      this.phase = 'offline';
    }
  };

  private readonly changed = (): void => {
    const { user } = this.session;
    this.isExpired = false;
    if (!user) {
      this.app = null;
      this.ready = null;
      this.phase = 'out';
      this.removeAttribute('data-in');
      return;
    }
    if (this.app?.user.id === user.id && this.app.user.role === user.role) return;
    void this.enter(user);
  };

  private async enter(user: User): Promise<void> {
    // Without an answer nothing else will load either; the sections say so.
    const mode = await findMode(this.session.api, user).catch((): Mode => 'test');
    if (this.session.user?.id !== user.id) return;
    this.app = new App(this.session, user, mode, (text, undo) => this.toasts.say(text, undo));
    if (this.phase === 'resuming') this.app.returned = this.cameFrom;
    this.cameFrom = '';
    this.phase = 'in';
    this.toggleAttribute('data-in', !OUTSIDE.has(this.place.section));
    void this.open();
  }

  private readonly moved = (): void => {
    const to = location.hash;
    if (to === '#main' || to === this.hash) return;
    const { guard: kept } = this.app ?? {};
    if (kept?.isDirty() && !kept.covers(to)) {
      history.replaceState(null, '', this.hash);
      void confirm(words.leave).then((leaves) => {
        if (!leaves || !this.app) return;
        this.app.guard = null;
        location.hash = to;
      });
      return;
    }
    this.hash = to;
    const before = this.place.section;
    this.place = placeOf(to);
    this.toggleAttribute('data-in', this.app !== null && !OUTSIDE.has(this.place.section));
    if (this.app) void this.open(before !== this.place.section);
  };

  /** Fetches the section's code; a screen reader starts at its top. */
  private async open(isNew = false): Promise<void> {
    const wanted = this.wanted();
    this.isBroken = false;
    try {
      await wanted?.load();
    } catch {
      this.isBroken = true;
      return;
    }
    if (wanted !== this.wanted()) return;
    this.ready = wanted ?? null;
    document.title = wanted ? `${words.sections[wanted.name]} · ${words.product}` : words.product;
    if (!isNew) return;
    window.scrollTo(0, 0);
    this.renderRoot.querySelector<HTMLElement>('main')?.focus();
  }

  private readonly unloading = (event: BeforeUnloadEvent): void => {
    if (this.app?.guard?.isDirty()) event.preventDefault();
  };

  /** `/` goes to the search field of the section. */
  private readonly toSearch = (event: KeyboardEvent): void => {
    const [target] = event.composedPath();
    const isTyping = target instanceof HTMLElement && target.matches('input, textarea, select');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
    const field = findSearch(this.renderRoot as ShadowRoot);
    if (!field) return;
    event.preventDefault();
    field.focus();
  };

  private skip(event: Event): void {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>('main')?.focus();
  }

  /** The same section with the data of the other mode; what is open in this one is not there in that one. */
  private async show(mode: Mode): Promise<void> {
    const { app } = this;
    if (!app || app.mode === mode) return;
    if (app.guard?.isDirty() && !(await confirm(words.leave))) return;
    this.closeMenu();
    keepMode(app.user, mode);
    this.app = new App(this.session, app.user, mode, app.say);
    if (this.ready?.hasModes && (this.place.rest.length > 0 || this.place.query.size > 0)) this.app.go(`#/${this.ready.name}`);
  }

  private closeMenu(): void {
    if (this.isMenuOpen) this.dialog?.close();
  }
}

/** What came of signing in with a provider, or the code of a problem; the address forgets it. */
function takeOauthResult(): string {
  const address = new URL(location.href);
  const outcome = address.searchParams.get('oauth') ?? '';
  const result = outcome === 'failed' ? (address.searchParams.get('oauth_error') ?? outcome) : outcome;
  if (result) {
    for (const name of ['oauth', 'oauth_error']) address.searchParams.delete(name);
    history.replaceState(null, '', address);
  }
  return result;
}

function findSearch(root: ShadowRoot): HTMLElement | null {
  const here = root.querySelector<HTMLElement>('input[type=search]');
  if (here) return here;
  for (const element of root.querySelectorAll('main *')) {
    const found = element.shadowRoot?.querySelector<HTMLElement>('input[type=search]');
    if (found) return found;
  }
  return null;
}

const MOON = html`<svg viewBox="0 0 32 32" aria-hidden="true">
  <rect width="32" height="32" rx="7" fill="#1d2440" />
  <path d="M19.6 6.2a10.2 10.2 0 1 0 6.300 13.900A8.600 8.600 0 0 1 19.600 6.200Z" fill="#f6f2ea" />
</svg>`;
