import type { Layer } from '@luneo/sdk/design/document.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { define } from '../../shared/define.js';
import { icon, type IconName } from '../../shared/icons.js';
import { controls } from '../../shared/styles.js';
import { UseEditor } from '../../shared/use-editor.js';
import { layersOf } from '../layers.js';
import { layerTitle } from './layer-title.js';

const TYPE_ICONS: Record<Layer['type'], IconName> = { text: 'text', image: 'image', shape: 'art', code: 'code', group: 'duplicate' };

/** What lies on this side, front first: select, rename, reorder (drag, buttons or Alt + arrows), hide, lock, delete. */
export class LuneoLayersPanel extends LitElement {
  static override properties = { opened: { state: true }, renaming: { state: true }, said: { state: true }, dragged: { state: true } };
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      h3 {
        margin-block-end: 6px;
      }
      ul {
        margin-inline: -8px;
      }
      li {
        position: relative;
        border-radius: var(--_radius);
      }
      li[data-dragged] {
        opacity: 0.4;
      }
      li[data-over]::before {
        content: '';
        position: absolute;
        inset-inline: 8px;
        inset-block-start: -1px;
        block-size: 2px;
        background: var(--_accent);
      }
      .line {
        display: flex;
        align-items: center;
        border-radius: var(--_radius);
      }
      .line:hover {
        background: var(--_wash);
      }
      li[data-selected] > .line {
        background: var(--_press);
      }
      .pick {
        flex: 1;
        justify-content: flex-start;
        gap: 10px;
        min-inline-size: 0;
        padding: 0 8px;
        border: 0;
        background: none;
        text-align: start;
      }
      .pick span {
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      .pick svg.i {
        color: var(--_muted);
      }
      li[data-hidden] .pick {
        color: var(--_muted);
        text-decoration: line-through;
      }
      .line button.icon {
        inline-size: 36px;
        color: var(--_muted);
      }
      .line button.icon:hover {
        color: var(--_ink);
        background: none;
      }
      .acts {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(132px, 1fr));
        gap: 2px;
        padding: 4px 8px 10px;
      }
      .acts button {
        justify-content: flex-start;
        min-block-size: 40px;
        padding: 0 8px;
        border-color: transparent;
        font-size: 14px;
      }
      input[type='text'] {
        min-block-size: 36px;
        margin: 4px 8px;
        padding: 6px 10px;
      }
      .empty {
        padding-block: 4px;
      }
    `,
  ];

  declare opened: string | null;
  declare renaming: string | null;
  declare said: string;
  declare dragged: string | null;
  readonly #use = new UseEditor(this, ['document', 'side', 'selection']);

  constructor() {
    super();
    this.opened = this.renaming = this.dragged = null;
    this.said = '';
  }

  protected override render(): TemplateResult {
    const { t, state } = this.#use;
    const layers = layersOf(state.document, state.side).toReversed();
    return html`<h3>${t.layers}</h3>
      ${layers.length === 0 ? html`<p class="note empty">${t.layersEmpty}</p>` : nothing}
      <ul>
        ${repeat(
          layers,
          ({ id }) => id,
          (layer, index) => this.#row(layer, layers.length - 1 - index),
        )}
      </ul>
      <span class="visually-hidden" role="status">${this.said}</span>`;
  }

  #row(layer: Layer, index: number): TemplateResult {
    const { t, state, editor } = this.#use;
    const title = layerTitle(layer, t);
    const isOpen = this.opened === layer.id;
    const isSelected = state.selection.includes(layer.id);
    return html`<li
      draggable="true"
      data-layer=${layer.id}
      ?data-selected=${isSelected}
      ?data-hidden=${layer.hidden}
      ?data-dragged=${this.dragged === layer.id}
      @dragstart=${(event: DragEvent) => this.#grab(event, layer)}
      @dragend=${() => (this.dragged = null)}
      @dragover=${(event: DragEvent) => this.#over(event)}
      @dragleave=${(event: DragEvent) => (event.currentTarget as HTMLElement).removeAttribute('data-over')}
      @drop=${(event: DragEvent) => this.#drop(event, index)}
    >
      <div class="line">
        ${
          this.renaming === layer.id
            ? this.#nameField(layer)
            : html`<button
                class="pick"
                type="button"
                aria-pressed=${isSelected}
                @click=${() => editor.select([layer.id])}
                @dblclick=${() => (this.renaming = layer.id)}
                @keydown=${(event: KeyboardEvent) => this.#key(event, layer, index)}
              >
                ${icon(TYPE_ICONS[layer.type])}<span dir="auto">${title}</span>
              </button>`
        }
        ${layer.locked ? this.#flag('lock', t.unlock, title, () => editor.update(layer.id, { locked: false }, { label: 'lock' })) : nothing}
        ${layer.hidden ? this.#flag('eyeOff', t.show, title, () => editor.update(layer.id, { hidden: false }, { label: 'visibility' })) : nothing}
        <button
          class="icon"
          type="button"
          aria-expanded=${isOpen}
          aria-label=${t.moreActions(title)}
          @click=${() => (this.opened = isOpen ? null : layer.id)}
        >
          ${icon('more')}
        </button>
      </div>
      ${isOpen ? this.#actions(layer, index) : nothing}
    </li>`;
  }

  #flag(name: IconName, label: string, title: string, act: () => void): TemplateResult {
    return html`<button class="icon" type="button" aria-label=${`${label}: ${title}`} title=${label} @click=${act}>${icon(name)}</button>`;
  }

  #actions(layer: Layer, index: number): TemplateResult {
    const { t, editor, state } = this.#use;
    const { id, hidden, locked } = layer;
    const top = layersOf(state.document, state.side).length - 1;
    const act = (name: IconName, label: string, run: () => void, disabled = false) =>
      html`<button type="button" ?disabled=${disabled} @click=${run}>${icon(name)} ${label}</button>`;
    return html`<div class="acts">
      ${act('up', t.moveUp, () => this.#move(layer, index + 1), index >= top)}
      ${act('down', t.moveDown, () => this.#move(layer, index - 1), index <= 0)}
      ${act(hidden ? 'eye' : 'eyeOff', hidden ? t.show : t.hide, () => editor.update(id, { hidden: !hidden }, { label: 'visibility' }), locked)}
      ${act(locked ? 'unlock' : 'lock', locked ? t.unlock : t.lock, () => editor.update(id, { locked: !locked }, { label: 'lock' }))}
      ${act('edit', t.rename, () => (this.renaming = id))} ${act('duplicate', t.duplicate, () => editor.duplicate([id]))}
      ${act('trash', t.remove, () => editor.remove([id]), locked)}
    </div>`;
  }

  #nameField(layer: Layer): TemplateResult {
    const { t } = this.#use;
    const end = (field: HTMLInputElement, keep: boolean) => {
      if (this.renaming !== layer.id) return;
      this.renaming = null;
      const name = field.value.trim().slice(0, 120);
      if (keep && name && name !== layer.name) this.#rename(layer, name);
    };
    return html`<input
      type="text"
      aria-label=${t.layerName}
      maxlength="120"
      .value=${layerTitle(layer, t)}
      @blur=${(event: Event) => end(event.target as HTMLInputElement, true)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Enter' || event.key === 'Escape') end(event.target as HTMLInputElement, event.key === 'Enter');
      }}
    />`;
  }

  /** A text is known by its words, so renaming it rewrites it. */
  #rename(layer: Layer, name: string): void {
    if (layer.type === 'text') this.#use.editor.setText(layer.id, name);
    else this.#use.editor.update(layer.id, { name }, { label: 'rename' });
  }

  #move(layer: Layer, index: number): void {
    const { t, state, editor } = this.#use;
    const count = layersOf(state.document, state.side).length;
    if (index < 0 || index >= count) return;
    editor.reorder(layer.id, index);
    this.said = t.moved(layerTitle(layer, t), count - index, count);
  }

  #key(event: KeyboardEvent, layer: Layer, index: number): void {
    if (event.key === 'F2') this.renaming = layer.id;
    else if (event.key === 'Delete' || event.key === 'Backspace') this.#use.editor.remove([layer.id]);
    else if (event.altKey && event.key === 'ArrowUp') this.#move(layer, index + 1);
    else if (event.altKey && event.key === 'ArrowDown') this.#move(layer, index - 1);
    else return;
    event.preventDefault();
  }

  #grab(event: DragEvent, layer: Layer): void {
    this.dragged = layer.id;
    event.dataTransfer?.setData('text/plain', layerTitle(layer, this.#use.t));
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
  }

  #over(event: DragEvent): void {
    if (!this.dragged) return;
    event.preventDefault();
    (event.currentTarget as HTMLElement).setAttribute('data-over', '');
  }

  #drop(event: DragEvent, index: number): void {
    (event.currentTarget as HTMLElement).removeAttribute('data-over');
    const id = this.dragged;
    if (!id) return;
    event.preventDefault();
    event.stopPropagation();
    this.dragged = null;
    this.#use.editor.reorder(id, index);
  }

  protected override updated(): void {
    const field = this.renderRoot.querySelector('input');
    if (field && this.shadowRoot?.activeElement !== field) {
      field.focus();
      field.select();
    }
  }
}

define('luneo-layers-panel', LuneoLayersPanel);
