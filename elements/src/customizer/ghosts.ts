import type { Upload } from './editor-state.js';
import type { Ghost } from './overlay.js';
import { loadImage } from './pictures.js';

/** Pictures on their way up, shown where they will be. */
export class Ghosts {
  readonly #onChange: () => void;
  readonly #images = new Map<string, HTMLImageElement | null>();
  #going: Upload[] = [];

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get shown(): readonly Ghost[] {
    return this.#going.map(({ id, frame, progress }) => ({ image: this.#images.get(id) ?? null, frame: frame!, progress }));
  }

  show(uploads: readonly Upload[], side: string): void {
    const going = uploads.filter((upload) => !upload.error && upload.frame && upload.side === side);
    for (const id of this.#images.keys()) if (!going.some((upload) => upload.id === id)) this.#images.delete(id);
    for (const { id, previewUrl } of going) if (previewUrl && !this.#images.has(id)) this.#load(id, previewUrl);
    this.#going = going;
  }

  #load(id: string, url: string): void {
    this.#images.set(id, null);
    void loadImage(url).then(
      (image) => {
        if (!this.#images.has(id)) return;
        this.#images.set(id, image);
        this.#onChange();
      },
      () => undefined,
    );
  }
}
