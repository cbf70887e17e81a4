import type { Layer } from '@luneo/sdk/design/document.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { define } from '../../shared/define.js';
import { icon, type IconName } from '../../shared/panel-icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { layersOf } from '../layers.js';
import { reach } from './reach.js';
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
      .top {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-block-size: 36px;
      }
      ul {
        margin-inline: -8px;
      }
      li ul {
        margin-inline: 0;
        padding-inline-start: 20px;
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
  /** Several are being picked here: the list stays until that is done. */
  gathers = false;
  readonly #use = new UsePanel(this, ['document', 'side', 'selection']);

  constructor() {
    super();
    this.opened = this.renaming = this.dragged = null;
    this.said = '';
  }

  protected override render(): TemplateResult {
    const { t, state } = this.#use;
    const layers = layersOf(state.document, state.side);
    return html`<div class="top">
        <h3>${t.layers}</h3>
        ${
          this.gathers && state.selection.length > 1
            ? html`<button class="small" type="button" data-action="arrange" @click=${() => this.#use.shell.show('selection')}>
                ${t.arrange.title}
              </button>`
            : nothing
        }
        ${
          this.#use.shell.clipboard?.isFull
            ? html`<button class="small" type="button" data-action="paste" @click=${() => this.#use.shell.clipboard?.paste()}>
                ${t.clipboard.paste}
              </button>`
            : nothing
        }
      </div>
      ${layers.length === 0 ? html`<p class="note empty">${t.layersEmpty}</p>` : nothing}
      <ul>
        ${this.#rows(layers)}
      </ul>
      <span class="visually-hidden" role="status">${this.said}</span>`;
  }

  /** Front first. */
  #rows(siblings: readonly Layer[]): unknown {
    return repeat(
      siblings.toReversed(),
      ({ id }) => id,
      (layer, index) => this.#row(layer, siblings.length - 1 - index, siblings.length),
    );
  }

  #row(layer: Layer, index: number, count: number): TemplateResult {
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
      @dragstart=${(event: DragEvent) => this.#grab(event, layer, count)}
      @dragend=${() => (this.dragged = null)}
      @dragover=${(event: DragEvent) => this.#over(event, layer)}
      @dragleave=${(event: DragEvent) => (event.currentTarget as HTMLElement).removeAttribute('data-over')}
      @drop=${(event: DragEvent) => this.#drop(event, layer, index)}
    >
      <div class="line">
        ${
          this.renaming === layer.id
            ? this.#nameField(layer)
            : html`<button
                class="pick"
                type="button"
                aria-pressed=${isSelected}
                @click=${(event: MouseEvent) => this.#pick(event, layer)}
                @dblclick=${() => (this.renaming = layer.id)}
                @keydown=${(event: KeyboardEvent) => this.#key(event, layer, index, count)}
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
      ${isOpen ? this.#actions(layer, index, count) : nothing}
      ${
        layer.type === 'group'
          ? html`<ul aria-label=${title}>
              ${this.#rows(layer.layers)}
            </ul>`
          : nothing
      }
    </li>`;
  }

  #flag(name: IconName, label: string, title: string, act: () => void): TemplateResult {
    return html`<button class="icon" type="button" aria-label=${`${label}: ${title}`} title=${label} @click=${act}>${icon(name)}</button>`;
  }

  #actions(layer: Layer, index: number, count: number): TemplateResult {
    const { t, editor } = this.#use;
    const { id, hidden, locked } = layer;
    const top = count - 1;
    const act = (name: IconName, label: string, run: () => void, disabled = false) =>
      html`<button type="button" ?disabled=${disabled} @click=${run}>${icon(name)} ${label}</button>`;
    return html`<div class="acts">
      ${act('up', t.moveUp, () => this.#move(layer, index + 1, count), index >= top)}
      ${act('down', t.moveDown, () => this.#move(layer, index - 1, count), index <= 0)}
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

  #move(layer: Layer, index: number, count: number): void {
    const { t, editor } = this.#use;
    if (index < 0 || index >= count) return;
    editor.reorder(layer.id, index);
    this.said = t.moved(layerTitle(layer, t), count - index, count);
  }

  /** A plain click picks one; Ctrl adds or takes away, Shift picks all up to it. */
  #pick(event: MouseEvent | KeyboardEvent, layer: Layer): void {
    const { editor, state } = this.#use;
    this.gathers = event.shiftKey || event.ctrlKey || event.metaKey;
    if (event.shiftKey && event instanceof MouseEvent) editor.select(reach(state, layer.id));
    else if (event.shiftKey || event.ctrlKey || event.metaKey) {
      const isIn = state.selection.includes(layer.id);
      editor.select(isIn ? state.selection.filter((id) => id !== layer.id) : [...state.selection, layer.id]);
    } else editor.select([layer.id]);
  }

  /** To the row above or below; with Shift that one is picked as well. */
  #step(event: KeyboardEvent): void {
    const picks = [...this.renderRoot.querySelectorAll<HTMLElement>('.pick')];
    const next = picks[picks.indexOf(event.currentTarget as HTMLElement) + (event.key === 'ArrowUp' ? -1 : 1)];
    next?.focus();
    const id = next?.closest<HTMLElement>('li')?.dataset['layer'];
    const { editor, state } = this.#use;
    if (!id || !event.shiftKey) return;
    this.gathers = true;
    editor.select([...state.selection, id]);
  }

  #key(event: KeyboardEvent, layer: Layer, index: number, count: number): void {
    if (event.key === ' ' && event.shiftKey) this.#pick(event, layer);
    else if (!event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) this.#step(event);
    else if (event.ctrlKey || event.metaKey) {
      this.gathers = true;
      if (!this.#use.shell.stage?.takesKey(event)) return;
    } else if (event.key === 'F2') this.renaming = layer.id;
    else if (event.key === 'Delete' || event.key === 'Backspace') this.#removeFrom(layer);
    else if (event.altKey && event.key === 'ArrowUp') this.#move(layer, index + 1, count);
    else if (event.altKey && event.key === 'ArrowDown') this.#move(layer, index - 1, count);
    else return;
    event.preventDefault();
  }

  /** All that are picked, when this one is among them. */
  #removeFrom(layer: Layer): void {
    const { editor, state } = this.#use;
    editor.remove(state.selection.includes(layer.id) ? state.selection : [layer.id]);
  }

  #grab(event: DragEvent, layer: Layer, count: number): void {
    event.stopPropagation();
    this.dragged = count > 1 ? layer.id : null;
    event.dataTransfer?.setData('text/plain', layerTitle(layer, this.#use.t));
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
  }

  /** Only among its siblings: what is in a group stays in it. */
  #isSibling(layer: Layer): boolean {
    const list = (id: string) => this.renderRoot.querySelector(`[data-layer="${CSS.escape(id)}"]`)?.parentElement;
    return this.dragged !== null && list(this.dragged) === list(layer.id);
  }

  #over(event: DragEvent, layer: Layer): void {
    if (!this.#isSibling(layer)) return;
    event.stopPropagation();
    event.preventDefault();
    (event.currentTarget as HTMLElement).setAttribute('data-over', '');
  }

  #drop(event: DragEvent, layer: Layer, index: number): void {
    (event.currentTarget as HTMLElement).removeAttribute('data-over');
    const id = this.dragged;
    if (!id || !this.#isSibling(layer)) return;
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

declare global {
  interface HTMLElementTagNameMap {
    'luneo-layers-panel': LuneoLayersPanel;
  }
}
