import type { Font } from '@luneo/sdk/contracts/products.js';
import type { Layouts } from './layouts.js';

export interface TextFontsOptions {
  layouts: Layouts;
  /** Address of harfbuzz.wasm. */
  wasmUrl: string | URL;
  /** A font arrived or failed: lay text out again. */
  onChange(): void;
  onError(error: unknown): void;
  fetch?: typeof fetch;
}

const RETRY_MS = 4_000;

/** Loads the shaper and font files when text first asks for them, each once; what failed is tried again later. */
export class TextFonts {
  readonly #options: TextFontsOptions;
  readonly #loading = new Map<string, Promise<void>>();
  readonly #failedAt = new Map<string, number>();
  #shaper: Promise<void> | null = null;

  constructor(options: TextFontsOptions) {
    this.#options = options;
  }

  /** Can text in these fonts be drawn now? Fonts that the brand does not have do not count: they stay undrawn. */
  isReady(ids: Iterable<string>, fonts: readonly Font[]): boolean {
    const { shaper } = this.#options.layouts;
    return [...ids].every((id) => shaper?.hasFont(id) || !fonts.some((font) => font.id === id));
  }

  /** Starts loading what is missing. Resolves when it is there or has failed; never rejects. */
  async ensure(ids: Iterable<string>, fonts: readonly Font[]): Promise<void> {
    const wanted = [...ids].flatMap((id) => fonts.find((font) => font.id === id) ?? []);
    if (wanted.length > 0) await Promise.all(wanted.map((font) => this.#load(font)));
  }

  #load(font: Font): Promise<void> {
    if (this.#options.layouts.shaper?.hasFont(font.id)) return Promise.resolve();
    if (Date.now() - (this.#failedAt.get(font.id) ?? 0) < RETRY_MS) return Promise.resolve();
    const running = this.#loading.get(font.id);
    if (running) return running;
    const started = this.#fetch(font)
      .catch((error: unknown) => {
        this.#failedAt.set(font.id, Date.now());
        this.#options.onError(error);
      })
      .finally(() => this.#loading.delete(font.id));
    this.#loading.set(font.id, started);
    return started;
  }

  async #fetch(font: Font): Promise<void> {
    const [bytes] = await Promise.all([this.#bytes(font), this.#ensureShaper()]);
    this.#options.layouts.shaper!.addFont(font.id, bytes);
    this.#options.layouts.fontsChanged();
    this.#options.onChange();
  }

  async #bytes(font: Font): Promise<Uint8Array> {
    const reply = await (this.#options.fetch ?? fetch)(font.url);
    if (!reply.ok) throw new Error(`The font ${font.family} could not be loaded: ${reply.status}`);
    return new Uint8Array(await reply.arrayBuffer());
  }

  #ensureShaper(): Promise<void> {
    this.#shaper ??= import('@luneo/sdk/layout/shape.js')
      .then(({ createShaper }) => createShaper(this.#options.wasmUrl))
      .then((shaper) => this.#options.layouts.setShaper(shaper))
      .catch((error: unknown) => {
        this.#shaper = null;
        throw error;
      });
    return this.#shaper;
  }
}
