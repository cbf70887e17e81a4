import type { Luneo } from '@luneo/sdk';
import type { Asset } from '@luneo/sdk/contracts/designs.js';
import type { Crop, PictureValue } from '@luneo/sdk/design/document.js';
import { newId } from '@luneo/sdk/design/create.js';
import { applyEdit } from '@luneo/sdk/design/edits.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { Box } from '@luneo/sdk/layout/display-list.js';
import { asLuneoError } from './failure.js';
import { newPicture } from './commands.js';
import type { EditorPort } from './editor-port.js';
import type { Upload } from './editor-state.js';
import { findLayer, layersOf } from './layers.js';
import { refuse, toSend } from './picture-files.js';
import { loadImage, type Pictures } from './pictures.js';
import { placePicture } from './placing.js';
import { watchUpload } from './upload-fetch.js';

interface Local {
  url: string;
  element: HTMLImageElement;
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

/** The largest middle part of the picture that has the frame's shape. */
function covering(pixels: { width: number; height: number }, frame: Box): Crop {
  const share = frame.width / frame.height / (pixels.width / pixels.height);
  const [width, height] = share > 1 ? [1, 1 / share] : [share, 1];
  return { x: (1 - width) / 2, y: (1 - height) / 2, width, height };
}

/** Picture files → layers: shown at once from the file, added to the design when the server has it. */
export class Uploading {
  readonly #port: EditorPort;
  readonly #client: Luneo;
  readonly #pictures: Pictures;
  /** How to do again what failed, by upload. */
  readonly #again = new Map<string, () => void>();

  constructor(port: EditorPort, client: Luneo, pictures: Pictures) {
    this.#port = port;
    this.#client = client;
    this.#pictures = pictures;
  }

  /** Id of the new layer; null when it failed, with the reason in `state.uploads`. Never rejects. */
  async add(file: Blob, name: string, side: TemplateSide): Promise<string | null> {
    const place = (pixels: { width: number; height: number }): Box =>
      placePicture(side, layersOf(this.#port.state.document, side.id), pixels);
    const sent = await this.#send(file, name, side.id, place, () => void this.add(file, name, side));
    if (!sent) return null;
    const { document } = this.#port.state;
    const layer = newPicture(sent.asset, sent.frame ?? place(sent.asset));
    const isShown = this.#port.state.side === side.id;
    this.#port.commit(
      applyEdit(document, { type: 'add-layer', side: side.id, layer }),
      { label: 'add-image' },
      isShown ? [layer.id] : undefined,
    );
    return layer.id;
  }

  /**
   * Puts another picture into a layer: same place and size, cut to the same shape. False when it failed. `label`: it is the same
   * picture made anew, which keeps cut and name.
   */
  async replace(layerId: string, file: Blob, name: string, label?: string): Promise<boolean> {
    const before = findLayer(this.#port.state.document, layerId);
    if (!before) return false;
    const again = (): void => void this.replace(layerId, file, name, label);
    const sent = await this.#send(file, name, before.side, () => before.layer, again);
    const { document } = this.#port.state;
    const found = findLayer(document, layerId);
    if (!sent || found?.layer.type !== 'image') return false;
    const { id: asset, name: called } = sent.asset;
    const patch = label === undefined ? { asset, crop: covering(sent.asset, found.layer), name: called.slice(0, 120) } : { asset };
    this.#port.commit(applyEdit(document, { type: 'update-layer', side: found.side, layerId, patch }), { label: label ?? 'add-image' });
    return true;
  }

  /**
   * Sends a picture for a variable of the template and gives its value: the largest middle part in the shape of `frame`. Null when
   * it failed; `started` hears the id of its row in `state.uploads`.
   */
  async give(file: Blob, name: string, frame: Box, started: (id: string) => void): Promise<PictureValue | null> {
    const sent = await this.#send(
      file,
      name,
      this.#port.state.side,
      () => frame,
      () => undefined,
      started,
    );
    return sent && { asset: sent.asset.id, crop: covering(sent.asset, frame) };
  }

  /** Sends a failed file again, in a new row. */
  retry(id: string): void {
    const again = this.#again.get(id);
    this.dismiss(id);
    again?.();
  }

  dismiss(id: string): void {
    this.#again.delete(id);
    this.#port.set({ uploads: this.#port.state.uploads.filter((upload) => upload.id !== id) });
  }

  /** Shows the file where `place` says, sends it, and gives the stored picture; null when it failed. */
  async #send(
    file: Blob,
    name: string,
    side: string,
    place: (pixels: { width: number; height: number }) => Box,
    again: () => void,
    started: (id: string) => void = () => undefined,
  ): Promise<{ asset: Asset; frame: Box | null } | null> {
    const id = newId('u');
    started(id);
    const upload: Upload = { id, name, progress: 0, error: refuse(file, name), previewUrl: null, side, frame: null };
    this.#port.set({ uploads: [...this.#port.state.uploads, upload] });
    if (upload.error) return null;
    const local = await preview(file);
    try {
      const frame = local && place({ width: local.element.naturalWidth, height: local.element.naturalHeight });
      this.#patch(id, { previewUrl: local?.url ?? null, frame });
      const sent = await toSend(file, name);
      watchUpload(sent, (progress) => this.#patch(id, { progress }));
      const asset = await this.#client.assets.create(sent, { name });
      this.#pictures.adopt(asset, local?.element ?? null);
      this.dismiss(id);
      return { asset, frame };
    } catch (error) {
      this.#again.set(id, again);
      this.#patch(id, { error: asLuneoError(error), previewUrl: null, frame: null });
      return null;
    } finally {
      if (local) URL.revokeObjectURL(local.url);
    }
  }

  #patch(id: string, patch: Partial<Upload>): void {
    const { uploads } = this.#port.state;
    this.#port.set({ uploads: uploads.map((upload) => (upload.id === id ? { ...upload, ...patch } : upload)) });
  }
}
