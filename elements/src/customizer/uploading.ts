import { LuneoError, type Luneo } from '@luneo/sdk';
import type { Asset } from '@luneo/sdk/contracts/designs.js';
import { newId } from '@luneo/sdk/design/create.js';
import { applyEdit } from '@luneo/sdk/design/edits.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import { asLuneoError } from './failure.js';
import { newPicture } from './commands.js';
import type { EditorPort } from './editor-port.js';
import type { Upload } from './editor-state.js';
import { layersOf } from './layers.js';
import { loadImage, type Pictures } from './pictures.js';
import { placePicture } from './placing.js';
import { watchUpload } from './upload-fetch.js';

/** What the API takes; refused here already, so that nobody waits for a refusal. */
const TYPES: readonly string[] = ['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml'];
const MAX_BYTES = 25_000_000;

interface Local {
  url: string;
  element: HTMLImageElement;
}

function refuse(file: Blob): LuneoError | null {
  if (!TYPES.includes(file.type)) return new LuneoError('unsupported-media-type', 'Choose a PNG, JPEG, WebP or SVG picture.');
  if (file.size > MAX_BYTES) return new LuneoError('payload-too-large', 'Choose a picture of at most 25 MB.');
  return null;
}

async function preview(file: Blob): Promise<Local | null> {
  if (typeof Image === 'undefined') return null;
  const url = URL.createObjectURL(file);
  try {
    return { url, element: await loadImage(url) };
  } catch {
    URL.revokeObjectURL(url);
    return null;
  }
}

/** Picture files → layers: shown at once from the file, added to the design when the server has it. */
export class Uploading {
  readonly #port: EditorPort;
  readonly #client: Luneo;
  readonly #pictures: Pictures;

  constructor(port: EditorPort, client: Luneo, pictures: Pictures) {
    this.#port = port;
    this.#client = client;
    this.#pictures = pictures;
  }

  /** Id of the new layer; null when it failed, with the reason in `state.uploads`. Never rejects. */
  async add(file: Blob, name: string, side: TemplateSide): Promise<string | null> {
    const id = newId('u');
    const upload: Upload = { id, name, progress: 0, error: refuse(file), previewUrl: null, side: side.id, frame: null };
    this.#port.set({ uploads: [...this.#port.state.uploads, upload] });
    if (upload.error) return null;
    const local = await preview(file);
    try {
      const layers = layersOf(this.#port.state.document, side.id);
      const frame = local && placePicture(side, layers, { width: local.element.naturalWidth, height: local.element.naturalHeight });
      this.#patch(id, { previewUrl: local?.url ?? null, frame });
      watchUpload(file, (progress) => this.#patch(id, { progress }));
      const asset = await this.#client.assets.create(file, { name });
      return this.#place(id, asset, local, side, frame);
    } catch (error) {
      this.#patch(id, { error: asLuneoError(error), previewUrl: null, frame: null });
      return null;
    } finally {
      if (local) URL.revokeObjectURL(local.url);
    }
  }

  dismiss(id: string): void {
    this.#port.set({ uploads: this.#port.state.uploads.filter((upload) => upload.id !== id) });
  }

  #place(id: string, asset: Asset, local: Local | null, side: TemplateSide, frame: Box | null): string {
    this.#pictures.adopt(asset, local?.element ?? null);
    const { document } = this.#port.state;
    const layer = newPicture(asset, frame ?? placePicture(side, layersOf(document, side.id), asset));
    this.dismiss(id);
    const isShown = this.#port.state.side === side.id;
    this.#port.commit(
      applyEdit(document, { type: 'add-layer', side: side.id, layer }),
      { label: 'add-image' },
      isShown ? [layer.id] : undefined,
    );
    return layer.id;
  }

  #patch(id: string, patch: Partial<Upload>): void {
    const { uploads } = this.#port.state;
    this.#port.set({ uploads: uploads.map((upload) => (upload.id === id ? { ...upload, ...patch } : upload)) });
  }
}
