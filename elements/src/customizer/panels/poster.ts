import { drawAmbience } from '../../shared/ambience.js';
import { type PosterStrings, posterStrings } from '../../shared/poster-strings.js';
import { FOCUS_RING, FRAME, TOKENS } from '../../shared/tokens.js';
import type { Words } from '../../shared/words.js';

const STYLE = `${TOKENS}${FRAME}${FOCUS_RING}
*, ::before, ::after { box-sizing: border-box; }
.frame { cursor: pointer; }
.stage { grid-row: 1 / 5; }
.stage { container-type: size; }
.picture { --_fit: calc(100cqh * var(--_shape, 1.25)); position: absolute; inset: -50%; margin: auto; aspect-ratio: var(--_shape, 1.25); inline-size: min(max(100cqw, var(--_fit)), min(100cqw, var(--_fit)) * 1.12); mask: linear-gradient(transparent, #000 28px calc(100% - 28px), transparent) intersect, linear-gradient(to right, transparent, #000 28px calc(100% - 28px), transparent); }
.ambience { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; opacity: 0; transition: opacity 200ms ease-out; }
.ambience.shown { opacity: 1; }
img { opacity: 0; transition: opacity 200ms ease-out; }
img.shown { opacity: 1; }
.act { position: absolute; inset-inline: 16px; inset-block-end: 20px; display: grid; justify-items: center; }
.act p { margin: 0; padding: 9px 16px; border-radius: 99px; font-size: 14px; background: var(--_raised); color: var(--_ink); box-shadow: 0 0 0 1px var(--_line), var(--_shadow); }
.act p.failed { color: var(--_bad); }
button { flex: 0 1 220px; display: inline-flex; align-items: center; justify-content: center; gap: 10px; min-block-size: 48px; padding: 0 20px; border: 1px solid transparent; border-radius: var(--_radius); font: inherit; font-size: 16px; font-weight: 600; background: var(--_accent); color: var(--_accent-ink); cursor: pointer; }
button:hover { background: color-mix(in oklab, var(--_accent) 88%, var(--_paper)); }
button[aria-disabled=true]::before { content: ''; inline-size: 18px; block-size: 18px; border: 2px solid; border-inline-end-color: transparent; border-radius: 50%; animation: turn 800ms linear infinite; }
@keyframes turn { to { rotate: 1turn; } }
.panel { grid-area: panel; display: none; align-content: start; gap: 14px; padding: 22px 20px; overflow: hidden; }
.buy { display: flex; align-items: center; justify-content: space-between; gap: 16px; padding: 12px 16px; }
.price { font-size: 20px; font-weight: 600; letter-spacing: -0.01em; font-variant-numeric: tabular-nums; }
.price small { font-size: 13px; font-weight: 400; letter-spacing: 0; color: var(--_muted); }
h2 { margin: 0; font-size: 24px; font-weight: 600; line-height: 1.2; letter-spacing: -0.015em; }
h2:empty, .about:empty, .price:empty { border-radius: 7px; background: var(--_press); }
h2:empty { inline-size: 60%; block-size: 26px; }
h2, .about { text-align: match-parent; }
.about { margin: 0; color: var(--_muted); }
.about:empty { block-size: 60px; }
.price:empty { inline-size: 88px; block-size: 24px; }
ul { display: grid; gap: 10px; margin: 8px 0 0; padding: 16px 0 0; border-block-start: 1px solid var(--_line); list-style: none; }
li { display: flex; gap: 10px; }
li::before { content: '✓'; color: var(--_muted); }
@container luneo (min-width: 960px) {
  .stage { grid-row: 1 / 3; }
  .ask span { inline-size: min(680px, 100%); padding: 14px 18px; border-radius: calc(var(--_radius) + 4px); background: var(--_wash); color: var(--_muted); }
  .panel { display: grid; }
  .buy { padding: 14px 20px; }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important; animation-duration: 3s !important; } }
@media (forced-colors: active) { button { border-color: ButtonText; } .ambience { display: none; } }
`;

const MARKUP = `<div class="root"><div class="frame" part="frame">
  <div class="stage" part="poster">
    <canvas class="ambience"></canvas><img class="picture" alt="" decoding="async" draggable="false">
    <div class="act"><p role="status"></p></div>
  </div>
  <div class="ask"><span></span></div>
  <div class="panel"><h2 dir="auto"></h2><p class="about" dir="auto"></p><ul><li></li><li></li><li></li></ul></div>
  <div class="buy"><span class="price"></span><button type="button" part="personalise"></button></div>
</div></div>`;

/** What the poster tells of a product; `amount` in minor units. */
export interface PosterFacts {
  picture?: string | null;
  name?: string;
  about?: string;
  amount?: number;
  currency?: string;
}

/** The poster: product picture, name, price and one button. No framework, no request of its own. */
export class Poster {
  readonly frame: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly #locale: string;
  readonly #text: PosterStrings;
  readonly #message: HTMLElement;

  constructor(root: ShadowRoot, locale: string, words: Words = {}) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const template = document.createElement('template');
    template.innerHTML = MARKUP;
    root.replaceChildren(template.content.cloneNode(true));
    this.#locale = locale;
    this.#text = posterStrings(locale, words);
    this.frame = root.querySelector('.frame')!;
    this.button = root.querySelector('button')!;
    this.#message = root.querySelector('[role=status]')!;
    this.#message.textContent = this.#text.tap;
    this.button.textContent = this.#text.personalise;
    root.querySelector('.ask span')!.textContent = this.#text.ask;
    root.querySelectorAll('li').forEach((item, at) => (item.textContent = this.#text.ways[at] ?? ''));
  }

  /** The picture fades in when it has arrived; one that cannot be loaded leaves the plain background. */
  show({ picture, name, about, amount, currency }: PosterFacts): void {
    const say = (selector: string, text: string | undefined) => {
      if (text) this.frame.querySelector(selector)!.textContent = text;
    };
    say('h2', name);
    say('.about', about);
    if (amount !== undefined && currency) this.#price(amount, currency);
    if (!picture) return;
    const image = this.frame.querySelector('img')!;
    if (image.getAttribute('src') === picture) return;
    image.onload = () => {
      image.style.setProperty('--_shape', `${image.naturalWidth / image.naturalHeight || 1}`);
      image.classList.add('shown');
    };
    image.src = picture;
    void drawAmbience(this.frame.querySelector('canvas')!, picture);
  }

  /** `aria-disabled`, not `disabled`: the focus stays where the shopper put it. */
  busy(): void {
    this.button.setAttribute('aria-disabled', 'true');
    this.button.textContent = this.#text.loading;
    this.#message.classList.remove('failed');
    this.#message.textContent = this.#text.loading;
  }

  failed(): void {
    this.button.removeAttribute('aria-disabled');
    this.button.textContent = this.#text.retry;
    this.#message.classList.add('failed');
    this.#message.textContent = this.#text.failed;
  }

  #price(amount: number, currency: string): void {
    const format = (locale?: string) => new Intl.NumberFormat(locale, { style: 'currency', currency });
    let money: Intl.NumberFormat;
    try {
      money = format(this.#locale);
    } catch {
      money = format();
    }
    const value = money.format(amount / 10 ** (money.resolvedOptions().maximumFractionDigits ?? 2));
    const from = document.createElement('small');
    from.textContent = `${this.#text.from} `;
    this.frame.querySelector('.price')!.replaceChildren(from, value);
  }
}
