import type { Layer } from '@luneo/sdk/design/document.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon, type IconName } from '../../shared/panel-icons.js';
import { controls } from '../../shared/styles.js';
import { UsePanel } from '../../shared/use-panel.js';
import { selectedLayers } from '../layers.js';
import { layerTitle } from './layer-title.js';

/** A small bar at the selection with what is most often wanted: three actions, the rest is in the panel. */
export class LuneoContextBar extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .bar {
        display: inline-flex;
        gap: 2px;
        padding: 3px;
        border-radius: calc(var(--_radius) + 2px);
        background: var(--_raised);
        box-shadow:
          0 0 0 1px var(--_line),
          var(--_shadow);
      }
      button {
        min-block-size: 40px;
        padding: 0 12px;
        border: 0;
        border-radius: calc(var(--_radius) - 1px);
        font-size: 14px;
        white-space: nowrap;
      }
      button.icon {
        inline-size: 40px;
        padding: 0;
      }
    `,
  ];

  readonly #use = new UsePanel(this, ['selection', 'side', 'document']);

  protected override render(): TemplateResult | typeof nothing {
    const { t, state, editor } = this.#use;
    const layers = selectedLayers(state);
    const [first] = layers;
    if (!first) return nothing;
    const ids = layers.map(({ id }) => id);
    const name = layers.length > 1 ? t.selected(layers.length) : layerTitle(first, t);
    const isLocked = layers.every(({ locked }) => locked);
    return html`<div class="bar" role="toolbar" aria-label=${t.moreActions(name)}>
      ${
        isLocked
          ? this.#button('unlock', t.unlock, () => ids.forEach((id) => editor.update(id, { locked: false }, { label: 'lock' })))
          : html`${layers.length === 1 ? this.#main(first) : nothing}
            ${this.#button('duplicate', t.duplicate, () => editor.duplicate(ids), true)}
            ${this.#button('trash', t.remove, () => editor.remove(ids), true)}`
      }
    </div>`;
  }

  #main(layer: Layer): TemplateResult | typeof nothing {
    const { t, editor, shell } = this.#use;
    switch (layer.type) {
      case 'text':
        return html`${this.#button('edit', t.edit, () => editor.requestTextEdit(layer.id))}
        ${this.#button('font', t.font, () => shell.show('selection'))}`;
      case 'image':
        return html`${this.#button('replace', t.replace, () => shell.pickImage(layer.id))}
        ${this.#button('crop', t.crop, () => editor.requestCrop(layer.id), true)}`;
      case 'code':
        return this.#button('edit', t.edit, () => shell.show('selection'));
      case 'shape':
        return this.#button('colour', t.colour, () => shell.show('selection'));
      default:
        return nothing;
    }
  }

  #button(name: IconName, label: string, act: () => void, iconOnly = false): TemplateResult {
    return html`<button class=${iconOnly ? 'icon' : ''} type="button" aria-label=${label} title=${label} @click=${act}>
      ${icon(name)} ${iconOnly ? nothing : label}
    </button>`;
  }
}

define('luneo-context-bar', LuneoContextBar);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-context-bar': LuneoContextBar;
  }
}
