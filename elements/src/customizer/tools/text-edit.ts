import type { TextLayer } from '@luneo/sdk/design/document.js';
import { frameMatrix } from '@luneo/sdk/layout/matrix.js';
import type { Editor } from '../editor.js';
import { findLayer } from '../layers.js';
import { placeOn } from '../within.js';
import { previewFamily } from '../panels/font-face.js';
import { plainText } from '../text-patch.js';
import type { View } from '../view.js';

/** Below this many px iOS zooms the page into the field; the field is laid out larger and scaled down instead. */
const MIN_FONT_PX = 16;

export interface TextEditHost {
  readonly editor: Editor;
  readonly view: View;
  /** Editing began or ended: the stage lifts the layer, or lays it down and takes the keyboard back. */
  changed(layerId: string | null): void;
}

/**
 * Text edited where it stands: a field lies exactly over the text, its own letters transparent, so that caret and selection
 * are the browser's and the letters are those that will be made. Curved text is written in a field below it.
 */
export class TextEdit {
  readonly #host: TextEditHost;
  readonly #field: HTMLTextAreaElement;
  #layerId: string | null = null;
  #family = new Map<string, string>();
  #styled = '';

  constructor(host: TextEditHost, field: HTMLTextAreaElement) {
    this.#host = host;
    this.#field = field;
    field.addEventListener('input', () => this.#layerId && host.editor.setText(this.#layerId, field.value));
    field.addEventListener('blur', () => this.close());
    field.addEventListener('keydown', (event) => this.#key(event));
  }

  get layerId(): string | null {
    return this.#layerId;
  }

  open(layerId: string): void {
    const layer = this.#layer(layerId);
    if (!layer || layer.locked || layer.hidden) return;
    if (this.#layerId) this.close();
    this.#layerId = layerId;
    this.#host.editor.select([layerId]);
    this.#field.hidden = false;
    this.#host.changed(layerId);
    this.place();
    this.#field.focus({ preventScroll: true });
    this.#field.select();
  }

  close(): void {
    const id = this.#layerId;
    if (!id) return;
    this.#layerId = null;
    this.#field.hidden = true;
    const { editor } = this.#host;
    const layer = this.#layer(id);
    const isNeeded = editor.state.product?.template.required.includes(id) ?? false;
    if (layer && !isNeeded && plainText(layer).trim() === '') editor.remove([id]);
    editor.endStep();
    this.#host.changed(null);
  }

  /** Lays the field over the text again: the text, its style or the zoom changed. */
  place(): void {
    const layer = this.#layerId ? this.#layer(this.#layerId) : null;
    if (!layer) return this.close();
    if (this.#field.value !== plainText(layer)) this.#field.value = plainText(layer);
    const isOver = !layer.curve && this.#host.editor.state.fontsReady;
    this.#field.toggleAttribute('data-below', !isOver);
    if (isOver) this.#placeOver(layer);
    else this.#placeBelow(layer);
  }

  #placeOver(layer: TextLayer): void {
    const { editor, view } = this.#host;
    const run = layer.runs[0]!;
    const metrics = editor.state.metrics.get(layer.id);
    const sizeMm = run.size * (metrics?.scale ?? 1);
    const fontPx = sizeMm * view.pxPerMm;
    const larger = Math.max(1, MIN_FONT_PX / fontPx);
    const px = view.pxPerMm * larger;
    const { ascender, descender } = editor.layouts.shaper?.hasFont(run.font)
      ? editor.layouts.shaper.metrics(run.font)
      : { ascender: 0.9, descender: -0.3 };
    const line = layer.lineHeight * sizeMm;
    const tall = (ascender + Math.abs(descender)) * sizeMm;
    const block = tall + line * ((metrics?.lines ?? 1) - 1);
    const slack = layer.height - block;
    const top = (layer.verticalAlign === 'top' ? 0 : layer.verticalAlign === 'middle' ? slack / 2 : slack) - (line - tall) / 2;
    // Text that does not wrap may be wider than its frame: the field grows on the side that is free.
    const room = layer.fit === 'wrap' ? 0 : layer.width;
    const before = layer.align === 'center' ? room : layer.align === 'end' ? room * 2 : 0;
    const [a, b, c, d, e, f] = frameMatrix(layer);
    const origin = { x: -before, y: top };
    const at = view.toScreen({ x: a * origin.x + c * origin.y + e, y: b * origin.x + d * origin.y + f });
    this.#style({
      left: '0',
      top: '0',
      transform: `translate(${at.x}px, ${at.y}px) rotate(${layer.rotation + view.rotation}deg) scale(${1 / larger})`,
      width: `${(layer.width + room * 2) * px}px`,
      height: `${(line * (metrics?.lines ?? 1) + sizeMm * 0.3) * px}px`,
      'font-family': this.#familyOf(run.font),
      'font-size': `${fontPx * larger}px`,
      'line-height': `${line * px}px`,
      'letter-spacing': run.tracking === 0 ? 'normal' : `${run.tracking * sizeMm * px}px`,
      'text-align': layer.align,
      'text-transform': layer.case === 'upper' ? 'uppercase' : layer.case === 'lower' ? 'lowercase' : 'none',
      'white-space': layer.fit === 'wrap' ? 'pre-wrap' : 'pre',
    });
    if (this.#field.dir !== layer.direction) this.#field.dir = layer.direction;
  }

  #placeBelow(layer: TextLayer): void {
    const { view } = this.#host;
    const at = view.toScreen({ x: layer.x + layer.width / 2, y: layer.y + layer.height });
    const width = Math.max(200, Math.min(360, layer.width * view.pxPerMm));
    this.#style({ transform: `translate(${at.x - width / 2}px, ${at.y + 40}px)`, width: `${width}px` });
    if (this.#field.dir !== layer.direction) this.#field.dir = layer.direction;
  }

  /** Through the CSSOM: style attributes are not allowed under the merchant's CSP. Most keys change nothing of it. */
  #style(values: Readonly<Record<string, string>>): void {
    const wanted = JSON.stringify(values);
    if (wanted === this.#styled) return;
    this.#styled = wanted;
    const { style } = this.#field;
    style.cssText = '';
    for (const [name, value] of Object.entries(values)) style.setProperty(name, value);
  }

  #familyOf(id: string): string {
    const known = this.#family.get(id);
    if (known) return known;
    const font = this.#host.editor.state.fonts.find((each) => each.id === id);
    if (font) {
      void previewFamily(font).then((family) => {
        if (!family || this.#family.has(id)) return;
        this.#family.set(id, family);
        if (this.#layerId) this.place();
      });
    }
    return 'sans-serif';
  }

  #key(event: KeyboardEvent): void {
    event.stopPropagation();
    const isCommand = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (event.isComposing) return;
    if (key === 'escape' || (key === 'enter' && isCommand)) this.close();
    else if (isCommand && key === 'z' && !event.shiftKey) this.#host.editor.undo();
    else if (isCommand && (key === 'y' || key === 'z')) this.#host.editor.redo();
    else return;
    event.preventDefault();
  }

  #layer(id: string): TextLayer | null {
    const found = findLayer(this.#host.editor.state.document, id);
    return found?.layer.type === 'text' ? (placeOn(found.layer, found.path) as TextLayer) : null;
  }
}
