import { Luneo, LuneoError } from '@luneo/sdk';
import type { Order } from '@luneo/sdk/contracts/orders.js';
import type { Font } from '@luneo/sdk/contracts/products.js';
import type { Finding } from '@luneo/sdk/contracts/quote.js';
import type { Adjustments, FieldValue, Layer, OptionValue, Row } from '@luneo/sdk/design/document.js';
import type { Edit, LayerPatch } from '@luneo/sdk/design/edits.js';
import { permissionsOf } from '@luneo/sdk/design/layer-rules.js';
import type { Permission, TemplateSide } from '@luneo/sdk/design/template.js';
import { layerOfVariable, resolveDesign } from '@luneo/sdk/design/variables.js';
import { chooseOption, copies, fixedLayers, nameOf, newArt, newText, patches, type Place, removals } from './commands.js';
import { Editing } from './editing.js';
import { type EditLabel, type EditorState, INITIAL_STATE, type Step } from './editor-state.js';
import { asLuneoError } from './failure.js';
import { findLayer, layersOf } from './layers.js';
import { Layouts } from './layouts.js';
import type { CartOptions } from './ordering.js';
import type { ExportOptions } from './export-png.js';
import type { Pictures } from './pictures.js';
import type { Keeping } from './saved/keeping.js';
import { loadWork, type Work } from './session.js';
import { plainText, retype, type TextPatch, textPatch } from './text-patch.js';
import type { Uploading } from './uploading.js';
import { patchesWithin } from './within.js';
import { startWorkings, type Workings } from './workings.js';

export type { EditLabel, EditorState, GenerationState, SaveState, Step, Upload } from './editor-state.js';
export type { LayerPatch };

export interface OpenOptions {
  apiUrl: string;
  publishableKey: string;
  /** Product id or slug. */
  product: string;
  /** A design to continue; without it the shopper's own unfinished design of this product, or a new one. */
  designId?: string | null;
  /** Where the HarfBuzz wasm lies; default: beside the bundle. */
  wasmUrl?: string | URL;
  /** Gives what to begin with in the place of the shopper's own. */
  load?: (client: Luneo, options: OpenOptions) => Promise<Work>;
}

/** Files go by a way that tells how far they are; its code comes with the first of them. */
const fetchFiles: typeof fetch = async (input, init) =>
  init?.body instanceof Blob ? (await import('./upload-fetch.js')).uploadFetch(input, init) : globalThis.fetch(input, init);

/**
 * The one owner of the design: state comes down from it (`state`, event `change`), requests go up to its methods.
 * No DOM. Every change of the document is one undoable step made of `sdk/design/edits`. An edit that the document cannot
 * take (its limits) changes nothing and dispatches `edit-refused` with `detail.error`.
 */
export class Editor extends EventTarget {
  #opening = 0;
  #apiUrl = '';
  /** Layout of every layer, cached; the stage paints from it. */
  readonly layouts = new Layouts();
  readonly #editing = new Editing(this.layouts, {
    changed: () => this.dispatchEvent(new Event('change')),
    refused: (error) => this.#tell('edit-refused', error),
  });

  get state(): EditorState {
    return this.#editing.state;
  }

  /** The side on the stage, as the brand defined it, with the palette of the chosen options. */
  get templateSide(): TemplateSide | null {
    const { product, document, side } = this.state;
    return product ? (resolveDesign(document, product.template).template.sides.find(({ id }) => id === side) ?? null) : null;
  }

  /** A shopper's picture to paint, or undefined while it is loading; its newest look while adjustments are being made. */
  image(assetId: string, adjustments?: Adjustments): CanvasImageSource | undefined {
    return this.#open?.pictures.image(assetId, adjustments);
  }

  /** The shopper's pictures and their files. */
  get pictures(): Pictures | null {
    return this.#open?.pictures ?? null;
  }

  /** Address of a picture of the brand's: `/media/…` paths lie on the API. */
  mediaUrl(path: string): string {
    return new URL(path, this.#apiUrl || undefined).href;
  }

  /** Loads product, fonts and design; ends in `phase` `ready` or `failed`. Never rejects. */
  async open(options: OpenOptions): Promise<void> {
    this.close();
    const turn = ++this.#opening;
    this.#apiUrl = options.apiUrl;
    this.#editing.set({ ...INITIAL_STATE });
    try {
      const client = new Luneo({ apiUrl: options.apiUrl, publishableKey: options.publishableKey, fetch: fetchFiles });
      const work = await (options.load ?? loadWork)(client, options);
      if (turn === this.#opening) this.#start(client, work, options);
    } catch (error) {
      if (turn === this.#opening) this.#editing.set({ phase: 'failed', error: asLuneoError(error) });
    }
  }

  /** Keeps what is unsaved on this device and stops all timers and requests. */
  close(): void {
    this.#opening++;
    this.#editing.stop();
    globalThis.removeEventListener?.('online', this.#onOnline);
    globalThis.removeEventListener?.('pagehide', this.#onPageHide);
  }

  /** Layers of the current side, or of one group in it, which is then entered; unknown ids are left out. */
  select(ids: readonly string[]): void {
    this.#editing.select(ids);
  }

  /** Opens a group on the stage, so that what is in it can be picked; null closes it. */
  enter(groupId: string | null): void {
    this.#editing.enter(groupId);
  }

  setSide(id: string): void {
    if (id === this.state.side || !this.state.product?.template.sides.some((side) => side.id === id)) return;
    this.#editing.history.seal();
    this.#editing.set({ side: id, selection: [], entered: null });
  }

  /**
   * Adds a text layer where there is room and selects it. Gives its id; null when the product is not ready. `isPlaceholder`: the
   * words only stand in for the shopper's, and cannot be ordered.
   */
  addText(text?: string, isPlaceholder = text === undefined): string | null {
    return this.#add('add-text', (place) => newText(place, text ?? 'Text', isPlaceholder));
  }

  /** Asks for the art library again, after `state.library` failed. */
  retryLibrary(): void {
    void this.#open?.loadLibrary();
  }

  /** Adds a piece of the art library and selects it. */
  addClipart(clipartId: string): string | null {
    const art = this.state.clipart.find((entry) => entry.id === clipartId);
    return art ? this.#add('add-art', (place) => newArt(place, art)) : null;
  }

  /** Uploads a picture and adds its layer when it is there; see `state.uploads`. Gives the layer id, or null when it failed. */
  async addImage(file: Blob, name = 'Picture'): Promise<string | null> {
    const side = this.templateSide;
    return side ? this.#upload((uploading) => uploading.add(file, name, side), null) : null;
  }

  /** Puts another picture into an image layer, in its place. False when it failed; see `state.uploads`. Never rejects. */
  async replaceImage(layerId: string, file: Blob, name = 'Picture'): Promise<boolean> {
    return this.#upload((uploading) => uploading.replace(layerId, file, name), false);
  }

  /** The same picture made anew, e.g. without its background: cut, name and looks stay. False when it failed. Never rejects. */
  async swapPicture(layerId: string, file: Blob, name: string, label: string): Promise<boolean> {
    return this.#upload((uploading) => uploading.replace(layerId, file, name, label), false);
  }

  /** PNG of a side's trim in any size, from the pictures in full size. Rejects with a `LuneoError`. */
  async exportPng(options?: ExportOptions): Promise<Blob> {
    const { pictures } = this;
    if (!pictures) throw new LuneoError('conflict', 'The product is not ready yet.');
    const { exportPng } = await import('./export-png.js');
    return exportPng({ state: this.state, layouts: this.layouts, pictures }, options);
  }

  /** Sends a failed upload again. */
  retryUpload(id: string): void {
    this.#open?.uploading.now?.retry(id);
  }

  /** Removes a failed upload from `state.uploads`. */
  dismissUpload(id: string): void {
    this.#open?.uploading.now?.dismiss(id);
  }

  /** Changes one layer's fields. A locked layer takes `locked` and `name` only. */
  update(layerId: string, patch: LayerPatch, step: Step): void {
    this.updateAll([[layerId, patch]], step);
  }

  /** Changes several layers in one step. */
  updateAll(changes: Iterable<readonly [string, LayerPatch]>, step: Step): void {
    this.#editing.edit(() => patches(this.state.document, changes, this.state.product?.template), step);
  }

  /** Changes layers that can be picked now, in one step; frames in mm on the side, also when a group is entered. */
  place(changes: Iterable<readonly [string, LayerPatch]>, step: Step): void {
    this.updateAll(patchesWithin(this.state, changes), step);
  }

  /** Changes the style of a whole text layer. */
  updateText(layerId: string, patch: TextPatch, step: Partial<Step> = {}): void {
    const layer = findLayer(this.state.document, layerId)?.layer;
    if (layer?.type === 'text') this.update(layerId, textPatch(layer, patch), { label: 'style', ...step });
  }

  /** Replaces the characters of a text layer; characters that stay keep their style. Typing coalesces. */
  setText(layerId: string, text: string): void {
    const layer = findLayer(this.state.document, layerId)?.layer;
    if (layer?.type !== 'text' || plainText(layer) === text) return;
    const name = layer.name === nameOf(plainText(layer)) || layer.name === '' ? nameOf(text) : layer.name;
    const patch = { runs: retype(layer.runs, text), name, ...(layer.placeholder !== undefined && { placeholder: undefined }) };
    this.update(layerId, patch as LayerPatch, { label: 'edit-text', coalesce: `text:${layerId}` });
  }

  /** Any edit as one undoable step; false when the document cannot take it (`edit-refused` says why). */
  edit(edit: Edit, step: Step, selection?: readonly string[]): boolean {
    return this.#editing.edit(() => edit, step, selection);
  }

  /** Removes layers; locked ones stay. */
  remove(ids: readonly string[], label: EditLabel = 'remove'): void {
    this.#editing.edit(() => removals(this.state.document, ids), { label });
  }

  /** Copies layers 3 mm down and right and selects the copies. */
  duplicate(ids: readonly string[]): void {
    const copied = copies(this.state, ids);
    this.#editing.edit(() => copied.edit, { label: 'duplicate' }, copied.ids);
  }

  /** `index` among its siblings, 0 at the back. */
  reorder(layerId: string, index: number, step: Partial<Step> = {}): void {
    const found = findLayer(this.state.document, layerId);
    if (!found) return;
    const parent = found.path.at(-1);
    const last = (parent?.type === 'group' ? parent.layers : layersOf(this.state.document, found.side)).length - 1;
    const to = Math.max(0, Math.min(index, last));
    this.#editing.edit(() => ({ type: 'move-layer', side: found.side, layerId, index: to }), { label: 'reorder', ...step });
  }

  setOption(id: string, value: OptionValue, step: Partial<Step> = {}): void {
    this.#editing.edit(() => chooseOption(this.state.document, id, value), { label: 'option', coalesce: `option:${id}`, ...step });
  }

  /** What a variable of the template is for this design; null takes it away. Typing coalesces. */
  setValue(name: string, value: FieldValue | null, step: Partial<Step> = {}): void {
    this.#editing.edit(() => ({ type: 'set-value', name, value }), { label: 'field', coalesce: `field:${name}`, ...step });
  }

  /**
   * Sends a picture for a variable and sets it, cut to the shape of the layer that shows it. `started` hears the id of its row in
   * `state.uploads`. False when it failed. Never rejects.
   */
  async setPicture(name: string, file: Blob, title = 'Picture', started: (id: string) => void = () => undefined): Promise<boolean> {
    const { document, product } = this.state;
    const place = product && layerOfVariable(document, product.template, name);
    const value = place ? await this.#upload((uploading) => uploading.give(file, title, place.layer, started), null) : null;
    if (value) this.setValue(name, value, { coalesce: '' });
    return value !== null;
  }

  /** Replaces the team list, in one step. False when the design cannot hold it. */
  setRows(rows: Row[], step: Partial<Step> = {}): boolean {
    return this.#editing.edit(() => ({ type: 'set-rows', rows }), { label: 'rows', ...step });
  }

  /** Pixels per inch of a picture at its size on the product; null for other layers, vectors, and while its size is unknown. */
  dpi(layerId: string): number | null {
    const layer = findLayer(this.state.document, layerId)?.layer;
    const picture = layer?.type === 'image' ? this.layouts.pictures.get(layer.asset) : undefined;
    if (layer?.type !== 'image' || !picture || picture.isVector) return null;
    return 25.4 * Math.min((picture.width * layer.crop.width) / layer.width, (picture.height * layer.crop.height) / layer.height);
  }

  /** Did the shop fix this layer? Then it cannot be unlocked. */
  isFixed(layerId: string): boolean {
    const template = this.state.product?.template;
    return template ? fixedLayers(template).has(layerId) : false;
  }

  /** Shows the design with the values of one row of its team list; null: with its own. */
  previewRow(id: string | null): void {
    this.#editing.previewRow(id);
  }

  /** May the shopper change this of the layer? Everything of their own layers. */
  may(layerId: string, what: Permission): boolean {
    const template = this.state.product?.template;
    return (template && permissionsOf(template, layerId)?.has(what)) ?? true;
  }

  undo(): void {
    this.#editing.restore(this.#editing.history.undo());
  }

  redo(): void {
    this.#editing.restore(this.#editing.history.redo());
  }

  /** As it was after the first `steps` of `state.history`; those after it can be redone until something else is changed. */
  goTo(steps: number): void {
    this.#editing.restore(this.#editing.history.goTo(steps));
  }

  /** The next change is a step of its own, even with the same coalesce key (call when a slider is let go). */
  endStep(): void {
    this.#editing.history.seal();
  }

  /** Asks for a change in words; the result arrives as one undoable step. Ends with `state.generation`, never rejects. */
  async prompt(text: string): Promise<void> {
    const open = this.#open;
    if (!open) return;
    try {
      const prompting = open.prompting.now ?? (await open.prompting.get());
      if (open === this.#open) await prompting.ask(text);
    } catch (error) {
      const failed = { id: null, status: 'failed', step: null, prompt: text, notes: [], error: asLuneoError(error) } as const;
      if (open === this.#open) this.#editing.set({ generation: failed });
    }
  }

  async cancelPrompt(): Promise<void> {
    await this.#open?.prompting.now?.cancel();
  }

  /** Forgets the ended prompt's notes or error. */
  dismissPrompt(): void {
    if (!this.#open?.prompting.now?.isWorking) this.#editing.set({ generation: null });
  }

  /** Is there a one-button remedy for this finding? `isOther`: a second one. */
  canRemedy(finding: Finding, isOther = false): boolean {
    return this.#editing.checking.remedyFor(finding, isOther) !== null;
  }

  /** The font that the remedy would use; null when it is about something else. */
  fontFor(finding: Finding): Font | null {
    return this.#editing.checking.fontFor(finding);
  }

  /** Does what the finding's sentence says (one undoable step), or shows the layer and asks for text. */
  remedy(finding: Finding, isOther = false): void {
    const remedy = this.#editing.checking.remedyFor(finding, isOther);
    if (!remedy) return;
    if (finding.side) this.setSide(finding.side);
    if (remedy.kind === 'edit') this.#editing.edit(() => remedy.edit, { label: 'fix' }, finding.layerId ? [finding.layerId] : undefined);
    else if (remedy.kind === 'write') this.requestTextEdit(remedy.layerId);
    else this.requestTextEdit(this.addText() ?? '');
  }

  /** Asks the stage to edit this text in place: event `edit-text-request` with `detail.layerId`. */
  requestTextEdit(layerId: string): void {
    this.select([layerId]);
    this.dispatchEvent(new CustomEvent('edit-text-request', { detail: { layerId } }));
  }

  /** Asks for cutting this picture on the stage: event `crop-request` with `detail.layerId`. */
  requestCrop(layerId: string): void {
    this.select([layerId]);
    this.dispatchEvent(new CustomEvent('crop-request', { detail: { layerId } }));
  }

  /** Tries again to save now (the button beside "not saved"). Never rejects; see `state.save`. */
  async save(): Promise<void> {
    await this.#open?.autosave.flush().catch(() => undefined);
  }

  /** Named versions of the design and links to it. Rejects while the product is not ready, and without a network the first time. */
  async keeping(): Promise<Keeping> {
    if (!this.#open) throw new LuneoError('conflict', 'The product is not ready yet.');
    return this.#open.keeping();
  }

  /**
   * Saves, finalizes and orders. Concurrent calls share one order. Rejects with a `LuneoError`
   * (`preflight-failed` has the findings in `meta.findings`). The host sends the shopper to `order.checkoutUrl`.
   */
  async addToCart(options: CartOptions = {}): Promise<Order> {
    const open = this.#open;
    if (!open) throw new LuneoError('conflict', 'The product is not ready yet.');
    const ordering = open.ordering.now ?? (await open.ordering.get().catch((error: unknown) => this.#cartFailed(error)));
    return ordering.add(options);
  }

  #start(client: Luneo, work: Work, options: OpenOptions): void {
    const workings = startWorkings({
      port: this.#editing,
      layouts: this.layouts,
      client,
      work,
      ...(options.wasmUrl && { wasmUrl: options.wasmUrl }),
      onResource: () => this.#editing.measure(),
      onPixels: () => this.dispatchEvent(new Event('pixels')),
      onFailure: (error) => this.#tell('resource-failed', asLuneoError(error)),
    });
    this.#editing.start(workings);
    globalThis.addEventListener?.('online', this.#onOnline);
    globalThis.addEventListener?.('pagehide', this.#onPageHide);
    const { product, fonts, saved, document } = work;
    const save = work.isUnsaved ? 'saving' : saved ? 'saved' : 'idle';
    this.#editing.set({ product, fonts, designId: saved?.id ?? null, side: product.template.sides[0]!.id, save });
    this.#editing.show(document, [], { phase: 'ready' });
    if (work.isUnsaved) workings.autosave.schedule(document);
    if (work.generationId) void this.#resume(client, work.generationId);
    void workings.loadLibrary();
  }

  async #resume(client: Luneo, generationId: string): Promise<void> {
    const open = this.#open!;
    const [generation, prompting] = await Promise.all([client.generations.get(generationId), open.prompting.get()]).catch(() => []);
    if (generation && open === this.#open) await prompting?.resume(generation);
  }

  /** `otherwise`: what comes of it when nothing is open, or the code of it cannot be loaded, which is then said. */
  async #upload<T>(send: (uploading: Uploading) => Promise<T>, otherwise: T): Promise<T> {
    const open = this.#open;
    if (!open) return otherwise;
    let uploading = open.uploading.now;
    try {
      uploading ??= await open.uploading.get();
    } catch (error) {
      this.#tell('resource-failed', asLuneoError(error));
      return otherwise;
    }
    return open === this.#open ? send(uploading) : otherwise;
  }

  #cartFailed(error: unknown): never {
    this.#editing.set({ cart: 'failed' });
    throw error;
  }

  #tell(type: 'resource-failed' | 'edit-refused', error: Error): void {
    this.dispatchEvent(new CustomEvent(type, { detail: { error } }));
  }

  #add(label: string, make: (place: Place) => Layer): string | null {
    const side = this.templateSide;
    const { product, document } = this.state;
    if (!side || !product) return null;
    const layer = make({ document, template: product.template, side });
    return this.#editing.edit(() => ({ type: 'add-layer', side: side.id, layer }), { label }, [layer.id]) ? layer.id : null;
  }

  readonly #onOnline = (): void => this.#editing.catchUp();

  readonly #onPageHide = (): void => this.#open?.autosave.keepDraft();

  get #open(): Workings | null {
    return this.#editing.open;
  }
}
