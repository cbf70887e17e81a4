import type { Font } from '@luneo/sdk/contracts/products.js';
import { newId, shapeLayer, textLayer } from '@luneo/sdk/design/create.js';
import type { DesignDocument, Layer } from '@luneo/sdk/design/document.js';
import { applyEdit, type Edit, type LayerPatch } from '@luneo/sdk/design/edits.js';
import type { TemplateSide } from '@luneo/sdk/design/template.js';
import { findLayer, textOf, usedFonts } from '@luneo/sdk/design/walk.js';
import type { Composition, ComposeRequest } from '../ai.js';
import { arrange, groupByArea, type PlacedMotif, type PlacedText } from './arrange.js';
import { contrast, inksOf, productColour, type Inks } from './colours.js';
import { around, type Box, middle, overlap } from './geometry.js';
import { likelyInk } from './ink.js';
import { fitText, pickFont, widthPerEm } from './letters.js';
import type { Item, LayersItem, MotifItem, TextItem } from './looks.js';
import { isEmptyLook } from './looks.js';
import { type Notes, notesIn } from './notes.js';
import { proof } from './proof.js';
import { readScene, type Scene } from './scene.js';
import type { Plan } from './understand.js';
import { boldStroke, type Leaf, updatePatch } from './update.js';

/** Turns a plan into edits, each tried at once on the document, so that the whole list is known to apply. */
export class Builder {
  readonly edits: Edit[] = [];
  readonly notes: string[] = [];
  readonly #request: ComposeRequest;
  readonly #plan: Plan;
  readonly #say: Notes;
  /** Sizes in mm that were asked for and met by estimate, by layer. */
  readonly #asked = new Map<string, { asked: number; of: 'width' | 'height' }>();
  #document: DesignDocument;

  constructor(request: ComposeRequest, plan: Plan) {
    this.#request = request;
    this.#plan = plan;
    this.#say = notesIn(plan.language, request.prompt);
    this.#document = request.document;
  }

  build(): Composition {
    this.#options();
    this.#removals();
    this.#replacement();
    this.#items();
    this.#target();
    if (this.#plan.noPlace !== null && this.#plan.items.length > 0) this.notes.push(this.#say.noSuchPlace(this.#plan.noPlace));
    this.#fonts();
    this.#proof();
    return { edits: this.edits, notes: [...new Set(this.notes)] };
  }

  #push(edit: Edit): void {
    this.#document = applyEdit(this.#document, edit);
    this.edits.push(edit);
  }

  #options(): void {
    for (const { option, value, asked } of this.#plan.options) {
      this.#push({ type: 'set-option', option: option.id, value });
      this.notes.push(
        asked !== undefined && option.kind === 'number' ? this.#say.clamped(option, asked, Number(value)) : this.#say.option(option, value),
      );
    }
    if (this.#plan.options.length > 0) this.#keepReadable();
    if (this.#plan.options.length > 0 && this.#document.variantId !== undefined) this.#push({ type: 'set-variant', variantId: null });
  }

  /** What could be read before and cannot on the product's new colour takes a colour that can. */
  #keepReadable(): void {
    for (const side of this.#template.sides) {
      const [before, now] = [this.#request.document, this.#document].map((each) => productColour(side, this.#template, each));
      if (!now || !before || before === now || side.palette.length > 0) continue;
      const { plain } = this.#inks(side);
      const isLost = (paint: unknown): boolean => typeof paint === 'string' && contrast(paint, now) < 1.7 && contrast(paint, before) >= 1.7;
      for (const layer of this.#scene(side).all) {
        if (layer.type === 'text' && layer.runs.some(({ fill }) => isLost(fill)))
          this.#update(layer.id, {
            runs: layer.runs.map((run) => ({
              ...run,
              ...(isLost(run.fill) && { fill: plain, ...(run.outline && { outline: { ...run.outline, paint: plain } }) }),
            })),
          });
        else if (layer.type === 'shape' && layer.paths.every(({ fill }) => fill === null || isLost(fill)))
          this.#update(layer.id, { paths: layer.paths.map((path) => ({ ...path, fill: path.fill === null ? null : plain })) });
        else continue;
        this.notes.push(this.#say.readable(layer.type === 'text' ? textOf(layer) : layer.name));
      }
    }
  }

  #removals(): void {
    for (const { ids, name } of this.#plan.removals) {
      const gone = ids.filter((id) => this.#remove(id));
      if (gone.length > 0) this.notes.push(this.#say.removed(name));
    }
  }

  #remove(layerId: string): boolean {
    const side = this.#document.sides.find((each) => findLayer(each, layerId));
    if (side) this.#push({ type: 'remove-layer', side: side.id, layerId });
    return side !== undefined;
  }

  #replacement(): void {
    const { replacement } = this.#plan;
    for (const id of replacement?.ids ?? []) {
      const layer = this.#layer(id);
      if (!layer || !replacement) continue;
      if ('text' in replacement.to && layer.type === 'text') {
        const [run] = layer.runs;
        const { text } = replacement.to;
        const { font } = pickFont({ fonts: [], spots: [] }, text, this.#template, this.#request.fonts, run!.font);
        this.#update(id, {
          name: text.slice(0, 120),
          runs: [{ ...run!, text, font: font.id }],
          ...(layer.fit === 'none' && { fit: 'shrink' as const }),
        });
        this.notes.push(this.#say.changedText(text));
      } else if ('motif' in replacement.to && layer.type === 'shape') {
        const { motif } = replacement.to;
        const height = Math.min(layer.height, (layer.width * motif.viewBox[1]) / motif.viewBox[0]);
        const box = around(middle(layer), (height * motif.viewBox[0]) / motif.viewBox[1], height);
        this.#update(id, {
          ...box,
          name: motif.name,
          clipart: motif.id,
          viewBox: motif.viewBox,
          paths: motif.paths.map(({ d, fill }) => ({ d, fill: this.#inks(this.#side(this.#request.side)).own(fill) })),
        });
        this.notes.push(this.#say.swapped(motif));
      }
    }
  }

  #items(): void {
    const { items } = this.#plan;
    for (const item of items) if (item.kind === 'layers' && !this.#relate(item)) this.#updateAll(item.ids, item);
    const fresh = items.filter((item) => item.kind !== 'layers');
    if (fresh.length > 0) this.#clearSamples(fresh.some((item) => item.kind === 'text'));
    for (const side of this.#template.sides) {
      const here = fresh.filter((item) => this.#sideOf(item, fresh) === side.id);
      if (here.length > 0) this.#place(side, here);
    }
  }

  /** The side of the named zone; a motif without one goes where the texts go. */
  #sideOf(item: Item, all: readonly Item[]): string {
    const zoned = item.look.zone ?? all.find((each) => each.look.zone)?.look.zone;
    return zoned?.side ?? this.#request.side;
  }

  #place(side: TemplateSide, items: readonly (TextItem | MotifItem)[]): void {
    if (!this.#document.sides.some((each) => each.id === side.id)) this.#push({ type: 'set-side', side: side.id, layers: [] });
    const scene = this.#scene(side);
    const texts = items.filter((item) => item.kind === 'text');
    const updated = new Set<TextItem>();
    for (const text of texts)
      if (text.existing !== null && this.#layer(text.existing) && !this.#plan.isAdding && this.#updateAll([text.existing], text))
        updated.add(text);
    const inks = this.#inks(side);
    const placedTexts: PlacedText[] = [];
    for (const { area, items: group } of groupByArea(
      side,
      items.filter((item) => item.kind === 'motif' || !updated.has(item)),
    )) {
      const fresh = group
        .filter((item) => item.kind === 'text')
        .map((item) => ({ item, font: pickFont(item.look, item.text, this.#template, this.#request.fonts).font }));
      const joined = this.#joined(side, fresh);
      const own = joined ?? fresh;
      const replaced = this.#plan.isAdding || joined || own.length !== 1 ? [] : this.#replaced(scene, area);
      for (const id of replaced) this.#remove(id);
      const kept = this.#obstacles(
        side,
        joined?.flatMap(({ item }) => item.existing ?? []),
      );
      const anchor = own.length === 0 && texts.length === 0 ? this.#anchor(side, group) : null;
      const place = own.length === 1 ? this.#roomier(side, area, own[0]!) : area;
      const result = arrange(
        side,
        place,
        own,
        group.filter((item) => item.kind === 'motif'),
        [...kept, ...placedTexts.map((text) => text.ink)],
        anchor,
      );
      for (const text of result.texts)
        if (joined && text.item.existing !== null) this.#makeRoom(text);
        else this.#addText(side, text, inks);
      this.#addMotifs(side, result.motifs, inks);
      placedTexts.push(...result.texts);
    }
  }

  /** "Add 'Leo' below": the text that is there and the new one share its place. Null when nothing is there to relate to. */
  #joined(side: TemplateSide, fresh: readonly { item: TextItem; font: Font }[]): { item: TextItem; font: Font }[] | null {
    const relation = fresh[0]?.item.look.relation;
    if (!relation || !/above|below|before|after/.test(relation) || fresh.some(({ item }) => item.look.zone || item.look.spots.length > 0))
      return null;
    const all = this.#plan.items.filter((item) => item.kind === 'text');
    const there = this.#scene(side).texts.at(-1);
    if (all.length !== fresh.length || (fresh.length > 1 && !this.#plan.isAdding) || !there) return null;
    const font = this.#request.fonts.find(({ id }) => id === there.layer.runs[0]!.font);
    if (!font || there.layer.curve || there.layer.rotation !== 0) return null;
    const look = { fonts: [], spots: [], letterCase: there.layer.case };
    const old = { item: { kind: 'text' as const, text: there.text, from: -1, end: -1, look, existing: there.layer.id }, font };
    return /above|before/.test(relation) ? [...fresh, old] : [old, ...fresh];
  }

  #makeRoom({ item, frame, size }: PlacedText): void {
    const layer = this.#layer(item.existing!);
    if (layer?.type !== 'text') return;
    const factor = Math.min(1, size / layer.runs[0]!.size);
    this.#update(layer.id, { ...frame, runs: layer.runs.map((run) => ({ ...run, size: Math.round(run.size * factor * 100) / 100 })) });
  }

  /** Samples make way for what the shopper asks for; with "add" a sample text alone does, and only for a text. */
  #clearSamples(hasText: boolean): void {
    for (const side of this.#template.sides)
      for (const layer of this.#scene(side).all) {
        const { samples } = this.#scene(side);
        if (!samples.has(layer.id) || (this.#plan.isAdding && !(hasText && layer.type === 'text'))) continue;
        this.#remove(layer.id);
      }
  }

  /** A new text on top of one of the shopper's own takes its place. */
  #replaced(scene: Scene, area: Box): string[] {
    const centre = around(middle(area), area.width * 0.3, area.height * 0.3);
    return scene.texts.filter(({ layer }) => this.#layer(layer.id) && overlap(this.#ink(layer), centre)).map(({ layer }) => layer.id);
  }

  /** A long text that nobody gave a place may use a wider zone of the same height. */
  #roomier(side: TemplateSide, area: Box, { item, font }: { item: TextItem; font: Font }): Box {
    if (item.look.zone || item.look.spots.length > 0) return area;
    const perEm = widthPerEm(item.text, font, item.look.letterCase);
    const wider = side.zones.filter((zone) => zone.height <= area.height * 1.2 && zone.width > area.width * 1.3);
    const sizeIn = (box: Box): number => fitText(item.text, perEm, box, item.look, box).size;
    return wider.find((zone) => sizeIn(zone) > sizeIn(area) * 1.15) ?? area;
  }

  /** The text that a motif without a place of its own joins. */
  #anchor(side: TemplateSide, items: readonly Item[]): { ink: Box; size: number } | null {
    if (items.some(({ look }) => look.zone || look.spots.length > 0 || look.sizeMm !== undefined)) return null;
    const text = this.#scene(side).texts.at(-1)?.layer;
    return text ? { ink: this.#ink(text), size: text.runs[0]!.size } : null;
  }

  #obstacles(side: TemplateSide, without: readonly string[] = []): Box[] {
    const layers = this.#document.sides.find((each) => each.id === side.id)?.layers ?? [];
    return layers
      .filter((layer) => !layer.hidden && !without.includes(layer.id) && !(layer.type === 'text' && textOf(layer).trim() === ''))
      .map((layer) => this.#ink(layer));
  }

  #ink = (layer: Layer): Box => likelyInk(layer, this.#request.fonts);

  #addText(side: TemplateSide, placed: PlacedText, inks: Inks): void {
    const { item, frame, size, lines, radius } = placed;
    const { look } = item;
    const { font, isEmboldened } = pickFont(look, item.text, this.#template, this.#request.fonts);
    const fill = inks.asked(look) ?? inks.plain;
    const layer = textLayer({
      id: this.#neededText(side) ?? newId(),
      name: item.text.replaceAll('\n', ' ').slice(0, 120),
      text: item.text,
      font: font.id,
      size,
      fill,
      ...(isEmboldened && { outline: { width: boldStroke(size, side), paint: fill } }),
      ...frame,
      rotation: look.angle ?? 0,
      align: 'center',
      verticalAlign: 'middle',
      fit: lines > 1 ? 'wrap' : 'shrink',
      case: look.letterCase ?? 'none',
      ...(radius !== undefined && { curve: { kind: 'arc' as const, radius } }),
    });
    this.#push({ type: 'add-layer', side: side.id, layer });
    if (look.sizeMm !== undefined && placed.asked === undefined) this.#asked.set(layer.id, { asked: look.sizeMm, of: 'height' });
    this.notes.push(this.#say.text(item.text, font.family, look.zone?.zone ?? null));
    if (placed.asked !== undefined) this.notes.push(this.#say.tooLarge(placed.asked, size));
    if (look.colour && inks.isSingle) this.notes.push(this.#say.oneColour());
  }

  /** A text that the product needs and that is not there any more: the new one takes its id, and so fills it. */
  #neededText(side: TemplateSide): string | undefined {
    const { start, required } = this.#template;
    const layers = start.find(({ id }) => id === side.id)?.layers ?? [];
    return layers.find(({ id, type }) => type === 'text' && required.includes(id) && !this.#layer(id))?.id;
  }

  #addMotifs(side: TemplateSide, placed: readonly PlacedMotif[], inks: Inks): void {
    for (const { item, frame, asked } of placed) {
      const colour = inks.asked(item.look);
      const paths = item.motif.paths.map(({ d, fill }) => ({ d, fill: fill === null ? null : (colour ?? inks.own(fill)) }));
      const layer = shapeLayer({
        id: newId(),
        name: item.motif.name,
        clipart: item.motif.id,
        viewBox: item.motif.viewBox,
        paths,
        ...frame,
        rotation: item.look.angle ?? 0,
      });
      this.#push({ type: 'add-layer', side: side.id, layer });
      if (asked !== undefined) this.notes.push(this.#say.tooLarge(asked, frame.height));
      if (item.look.colour && inks.isSingle) this.notes.push(this.#say.oneColour());
    }
    for (const item of new Set(placed.map((each) => each.item)))
      this.notes.push(this.#say.motif(item.motif, placed.filter((each) => each.item === item).length));
  }

  /** "Make it bigger": the newest text, or whatever is there. */
  #target(): void {
    const { look, items } = this.#plan;
    if (items.length > 0 || isEmptyLook(look)) return;
    const scene = readScene({ ...this.#request, document: this.#document });
    const layer = scene.texts.at(-1)?.layer ?? scene.all.at(-1);
    if (layer) this.#updateAll([layer.id], { kind: 'layers', ids: [layer.id], from: 0, end: 0, look });
  }

  #updateAll(ids: readonly string[], item: Item): boolean {
    let hasChanged = false;
    for (const id of ids) {
      const layer = this.#layer(id);
      const side = this.#document.sides.find((each) => findLayer(each, id));
      if (!layer || !side || layer.type === 'group') continue;
      if (item.kind === 'text' && layer.type === 'text' && textOf(layer) !== item.text) {
        this.#update(id, { name: item.text.slice(0, 120), runs: [{ ...layer.runs[0]!, text: item.text }] });
        this.notes.push(this.#say.changedText(item.text));
        hasChanged = true;
      }
      if (isEmptyLook(item.look)) continue;
      const { zone } = item.look;
      if (zone && zone.side !== side.id) {
        this.#bring(layer, side.id, item.look);
        hasChanged = true;
        continue;
      }
      const patch = updatePatch(
        layer,
        item.look,
        this.#side(side.id),
        this.#inks(this.#side(side.id)),
        this.#template,
        this.#request.fonts,
      );
      if (!patch) continue;
      this.#update(id, patch);
      this.notes.push(this.#say.updated(layer.type === 'text' ? textOf(layer) : layer.name));
      if (item.look.colour && this.#inks(this.#side(side.id)).isSingle) this.notes.push(this.#say.oneColour());
      hasChanged = true;
    }
    return hasChanged || (item.kind === 'text' && isEmptyLook(item.look));
  }

  /** "Put the heart below the text": a motif that is there moves to where it would have been placed. */
  #relate(item: LayersItem): boolean {
    const { look, ids } = item;
    const layer = ids.length === 1 ? this.#layer(ids[0]!) : undefined;
    const side = this.#template.sides.find(({ id }) =>
      this.#document.sides.some((each) => each.id === id && layer && findLayer(each, layer.id)),
    );
    const text = side && this.#scene(side).texts.at(-1)?.layer;
    if (!look.relation || look.relation === 'between' || layer?.type !== 'shape' || !side || !text) return false;
    const motif = { id: '', name: layer.name, category: '', aliases: [], viewBox: layer.viewBox, paths: [] };
    const [placed] = arrange(
      side,
      layer,
      [],
      [{ kind: 'motif', motif, count: 1, from: 0, end: 0, look: { fonts: [], spots: [], relation: look.relation } }],
      this.#obstacles(side, [layer.id]),
      { ink: this.#ink(text), size: text.runs[0]!.size },
    ).motifs;
    if (!placed) return false;
    this.#update(layer.id, placed.frame);
    this.notes.push(this.#say.updated(layer.name));
    return true;
  }

  /** To another side of the product. */
  #bring(layer: Leaf, from: string, look: Item['look']): void {
    const to = this.#side(look.zone!.side);
    const patch = updatePatch(layer, look, to, this.#inks(to), this.#template, this.#request.fonts);
    this.#push({ type: 'remove-layer', side: from, layerId: layer.id });
    if (!this.#document.sides.some((each) => each.id === to.id)) this.#push({ type: 'set-side', side: to.id, layers: [] });
    this.#push({ type: 'add-layer', side: to.id, layer: { ...layer, ...patch } as Layer });
    this.notes.push(this.#say.updated(layer.type === 'text' ? textOf(layer) : layer.name));
  }

  #update(layerId: string, patch: LayerPatch): void {
    const side = this.#document.sides.find((each) => findLayer(each, layerId))!;
    this.#push({ type: 'update-layer', side: side.id, layerId, patch });
  }

  /** Exact where a shaper is at hand; what had to become smaller than asked is told. */
  #proof(): void {
    const { shaper } = this.#request;
    const own = new Set(
      this.edits.flatMap((edit) => (edit.type === 'add-layer' ? [edit.layer.id] : edit.type === 'update-layer' ? [edit.layerId] : [])),
    );
    if (!shaper || own.size === 0) return;
    for (const edit of proof(this.#document, { template: this.#template, shaper, own })) this.#push(edit);
    const gone = new Set(this.edits.flatMap((edit) => (edit.type === 'remove-layer' ? [edit.layerId] : [])));
    for (const [id, { asked, of }] of this.#asked) {
      const layer = gone.has(id) ? undefined : this.#layer(id);
      const got = layer && (layer.type === 'text' ? layer.runs[0]!.size : layer[of]);
      if (got !== undefined && got < asked - 0.05) this.notes.push(this.#say.tooLarge(asked, got));
    }
  }

  /** Pins the files of fonts that came in. */
  #fonts(): void {
    const pinned = new Set(this.#document.fonts.map((font) => font.id));
    const missing = this.#request.fonts.filter((font) => usedFonts(this.#document).has(font.id) && !pinned.has(font.id));
    if (missing.length > 0)
      this.#push({ type: 'set-fonts', fonts: [...this.#document.fonts, ...missing.map(({ id, hash }) => ({ id, hash }))] });
  }

  #layer(id: string): Layer | undefined {
    for (const side of this.#document.sides) {
      const found = findLayer(side, id);
      if (found) return found.layer;
    }
    return undefined;
  }

  #scene = (side: TemplateSide): Scene => readScene({ ...this.#request, document: this.#document, side: side.id });
  #side = (id: string): TemplateSide => this.#template.sides.find((side) => side.id === id) ?? this.#template.sides[0]!;
  #inks = (side: TemplateSide): Inks => inksOf(side, productColour(side, this.#template, this.#document));
  get #template() {
    return this.#request.product.template;
  }
}
