import { FOCUS_RING, FRAME, TOKENS } from '../../shared/tokens.js';

/** What the stub says before the customizer is there. */
const STRINGS = {
  en: {
    personalise: 'Personalise',
    loading: 'Getting your product ready…',
    failed: 'That did not load. Check your connection and try again.',
    retry: 'Try again',
  },
  fr: {
    personalise: 'Personnaliser',
    loading: 'Nous préparons votre produit…',
    failed: 'Le chargement a échoué. Vérifiez votre connexion et réessayez.',
    retry: 'Réessayer',
  },
};

const STYLE = `${TOKENS}${FRAME}${FOCUS_RING}
*, ::before { box-sizing: border-box; }
.frame { cursor: pointer; }
.picture { grid-area: 1 / 1 / 3 / 2; position: relative; display: grid; place-items: center; min-block-size: 0; background: var(--_backdrop); }
img { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; object-fit: contain; opacity: 0; transition: opacity 200ms ease-out; }
img.shown { opacity: 1; }
.act { position: absolute; inset-inline: 16px; inset-block-end: 20px; display: grid; justify-items: center; gap: 10px; }
.message { margin: 0; padding: 6px 12px; border-radius: 99px; font-size: 13px; background: var(--_paper); color: var(--_ink); box-shadow: 0 0 0 1px var(--_line); }
.message:empty { display: none; }
button { display: inline-flex; align-items: center; justify-content: center; gap: 10px; min-block-size: 52px; min-inline-size: 220px; padding: 0 28px; border: 1px solid transparent; border-radius: var(--_radius); font: inherit; font-size: 16px; font-weight: 600; background: var(--_accent); color: var(--_accent-ink); cursor: pointer; box-shadow: var(--_shadow); }
button:hover { background: color-mix(in oklab, var(--_accent) 88%, var(--_paper)); }
button[aria-disabled=true]::before { content: ''; inline-size: 18px; block-size: 18px; border: 2px solid; border-inline-end-color: transparent; border-radius: 50%; animation: turn 800ms linear infinite; }
@keyframes turn { to { rotate: 1turn; } }
.ghost { display: none; }
.panel, .buy { border-block-start: 1px solid var(--_line); padding: 20px; }
.panel { grid-area: panel / panel / tabs / tabs; display: none; align-content: start; gap: 14px; overflow: hidden; }
.buy { grid-area: buy; display: flex; align-items: center; justify-content: space-between; gap: 16px; padding-block: 12px; }
.tabs { grid-area: tabs; display: flex; justify-content: space-around; align-items: center; border-block-start: 1px solid var(--_line); }
i { display: block; block-size: 14px; border-radius: 7px; background: var(--_press); }
.tabs i { inline-size: 36px; }
.buy i:first-child { inline-size: 72px; block-size: 22px; }
.buy i + i { flex: 0 1 180px; block-size: 48px; border-radius: var(--_radius); }
h2 { margin: 0 0 6px; font-size: 18px; font-weight: 600; line-height: 1.3; letter-spacing: -0.01em; }
h2:empty { inline-size: 60%; block-size: 22px; border-radius: 7px; background: var(--_press); }
.panel i:nth-of-type(3n + 1) { inline-size: 28%; margin-block-start: 12px; }
.panel i:nth-of-type(3n + 2) { block-size: 48px; border-radius: var(--_radius); }
.panel i:nth-of-type(3n) { inline-size: 70%; }
@container luneo (min-width: 960px) {
  .picture { grid-area: 1 / 1 / 4 / 2; }
  .tabs { display: none; }
  .panel { grid-area: panel; display: grid; }
  .panel, .buy { border-inline-start: 1px solid var(--_line); }
  .panel { border-block-start: 0; grid-row: 1 / 3; }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important; animation-duration: 3s !important; } }
@media (forced-colors: active) { button { border-color: ButtonText; } }
`;

const MARKUP = `
<div class="frame" part="frame">
  <div class="picture" part="poster">
    <img alt="" decoding="async" draggable="false" hidden>
    <div class="act"><p class="message" role="status"></p><button type="button" part="personalise"></button></div>
  </div>
  <div class="panel"><h2></h2><i></i><i></i><i></i><i></i><i></i><i></i></div>
  <div class="tabs"><i></i><i></i><i></i><i></i></div>
  <div class="buy"><i></i><i></i></div>
</div>`;

/** The poster: product picture, name, the shape of what is to come and one button. No framework, no request of its own. */
export class Poster {
  readonly frame: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly #text: (typeof STRINGS)['en'];
  readonly #message: HTMLElement;

  constructor(root: ShadowRoot, locale: string) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const template = document.createElement('template');
    template.innerHTML = MARKUP;
    root.replaceChildren(template.content.cloneNode(true));
    this.frame = root.querySelector('.frame')!;
    this.button = root.querySelector('button')!;
    this.#message = root.querySelector('.message')!;
    this.#text = STRINGS[/^fr\b/i.test(locale) ? 'fr' : 'en'];
    this.button.textContent = this.#text.personalise;
  }

  /** Fades the picture in when it has arrived; one that cannot be loaded leaves the plain background. */
  show(picture: string | null, name?: string): void {
    if (name) this.frame.querySelector('h2')!.textContent = name;
    const image = this.frame.querySelector('img')!;
    if (!picture || image.getAttribute('src') === picture) return;
    image.hidden = false;
    image.onload = () => image.classList.add('shown');
    image.src = picture;
  }

  /** `aria-disabled`, not `disabled`: the focus stays where the shopper put it. */
  busy(): void {
    this.button.setAttribute('aria-disabled', 'true');
    this.button.textContent = this.#text.loading;
    this.#message.textContent = '';
  }

  failed(): void {
    this.button.removeAttribute('aria-disabled');
    this.button.textContent = this.#text.retry;
    this.#message.textContent = this.#text.failed;
  }
}
