import { ContextProvider } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { define } from '../../shared/define.js';
import { icon, type IconName } from '../../shared/icons.js';
import { en, type Strings } from '../../shared/strings.js';
import { controls } from '../../shared/styles.js';
import { stringsContext } from '../../shared/use-editor.js';
import { editorContext } from '../editor-context.js';
import type { Editor } from '../editor.js';
import { INITIAL_STATE, type EditorState } from '../editor-state.js';
import { layersOf, selectedLayers } from '../layers.js';
import '../stage.js';
import type { LuneoStage } from '../stage.js';
import { BarPlace } from './bar-place.js';
import type { Clipboard } from './clipboard.js';
import type {} from './context-bar.js';
import { takesDrops } from './drops.js';
import type {} from './findings-panel.js';
import type {} from './hints.js';
import type {} from './image-source.js';
import type {} from './layers-panel.js';
import './options-panel.js';
import { hostsCrop } from './crop-host.js';
import { isPicture, MAX_BYTES } from '../picture-files.js';
import { loadPanel } from './load-panel.js';
import { loadRest, loadSelection, loadSoon, loadSources } from './load-rest.js';
import { picksPictures, type Pick } from './pick-image.js';
import './price-bar.js';
import './prompt-line.js';
import type {} from './selection-panel.js';
import { replaceImage } from './replace-image.js';
import { shellContext, type PanelName, type Shell } from './shell.js';
import './toolbar.js';
import { workbenchStyles } from './workbench.styles.js';

const hasFields = ({ product }: EditorState): boolean => !!(product?.template.variables?.length || product?.template.team);

/** The customizer's inside: places stage, panels, price and prompt line, and decides which panel is shown. */
export class LuneoWorkbench extends LitElement implements Shell {
  static override properties = {
    editor: { attribute: false },
    strings: { attribute: false },
    panel: { state: true },
    isOpen: { state: true },
    isDropping: { state: true },
    toast: { state: true },
    rulers: { state: true },
  };
  static override styles = [controls, workbenchStyles];

  declare editor: Editor | null;
  declare strings: Strings;
  declare panel: PanelName;
  /** On phones: the sheet is up. */
  declare isOpen: boolean;
  declare isDropping: boolean;
  declare toast: string;
  declare rulers: boolean;

  readonly #editor = new ContextProvider(this, { context: editorContext });
  readonly #strings = new ContextProvider(this, { context: stringsContext, initialValue: en });
  readonly #pick: Pick = picksPictures((files, replace) => this.addFiles(files, replace));
  #state: EditorState = INITIAL_STATE;
  #toastTimer = 0;
  #leaveCrop = (): void => undefined;
  readonly #bar = new BarPlace(
    () => this.renderRoot.querySelector('luneo-context-bar'),
    () => this.isOpen,
  );
  clipboard: Clipboard | null = null;

  constructor() {
    super();
    this.editor = null;
    this.strings = en;
    this.panel = 'overview';
    this.isOpen = this.isDropping = this.rulers = false;
    this.toast = '';
    new ContextProvider(this, { context: shellContext, initialValue: this as Shell });
    takesDrops(this, {
      hover: (isOver) => (this.isDropping = isOver),
      files: (files) => this.addFiles(files),
    });
  }

  get locale(): string {
    return this.lang || 'en';
  }

  show(panel: PanelName): void {
    if (panel === 'art' || panel === 'history' || panel === 'view' || panel === 'saved') this.#load(panel);
    else if (panel === 'selection') this.#fetch(loadSelection());
    else if (panel === 'image') this.#fetch(loadSources());
    this.#turn(panel, true);
  }

  close(): void {
    if (this.panel === 'selection') this.editor?.select([]);
    this.#turn('overview', false);
  }

  /** The button that was pressed may be gone with its panel; the keyboard then goes on in the new one. */
  #turn(panel: PanelName, isOpen: boolean): void {
    const hadFocus = this.shadowRoot?.activeElement != null;
    this.panel = panel;
    this.isOpen = isOpen;
    void this.updateComplete.then(() => {
      if (hadFocus && !this.shadowRoot?.activeElement) this.renderRoot.querySelector<HTMLElement>('.panel')?.focus({ preventScroll: true });
    });
  }

  writeText(again = false): void {
    const { editor } = this;
    if (!editor) return;
    const layers = layersOf(editor.state.document, editor.state.side);
    const [selected] = selectedLayers(editor.state);
    const there =
      selected?.type === 'text' ? selected : layers.findLast(({ type, locked, hidden }) => type === 'text' && !locked && !hidden);
    const id = there && !again ? there.id : editor.addText(this.strings.newText, true);
    if (!id) return;
    editor.select([id]);
    this.show('selection');
    void this.#focusWords();
  }

  pickImage(replace?: string): void {
    this.#pick(this.shadowRoot!, replace);
  }

  addFiles(files: readonly File[], replace?: string): void {
    const { editor, strings: t } = this;
    for (const file of files) {
      if (!isPicture(file, file.name)) this.say(t.notAnImage(file.name));
      else if (file.size > MAX_BYTES) this.say(t.tooBig(file.name));
      else if (replace && editor) void replaceImage(editor, replace, file);
      else void editor?.addImage(file, file.name);
    }
    if (files.length > 0 && this.panel === 'image') this.isOpen = true;
  }

  get stage(): LuneoStage | null {
    return this.renderRoot.querySelector('luneo-stage');
  }

  #load(name: Parameters<typeof loadPanel>[0]): void {
    this.#fetch(loadPanel(name));
  }

  #fetch(code: Promise<void>): void {
    void code.catch(() => this.say(this.strings.panelFailed));
  }

  showRulers(isOn: boolean): void {
    if (isOn) this.#load('rulers');
    this.rulers = isOn;
    this.requestUpdate();
  }

  tell(words: string): void {
    this.stage?.say(words);
  }

  fit(): void {
    this.stage?.fit();
  }

  checkout(): void {
    this.dispatchEvent(new Event('checkout'));
  }

  /** Where a keyboard goes on after the poster's button is gone: the first thing that can take it. */
  focusFirst(): void {
    for (const target of this.renderRoot.querySelectorAll<HTMLElement>('.welcome button, luneo-stage, .make button, .tabs button')) {
      target.focus({ preventScroll: true });
      if (this.shadowRoot?.activeElement) return;
    }
  }

  /** Nobody copies before the first touch. */
  #loadRest(): void {
    loadRest();
    void import('./clipboard.js').then(
      ({ Clipboard }) => {
        this.clipboard ??= new Clipboard(this, this);
        this.requestUpdate();
      },
      () => undefined,
    );
  }

  protected override firstUpdated(): void {
    if (hasFields(this.#state)) this.#load('template');
    for (const type of ['pointerdown', 'keydown'] as const) this.addEventListener(type, () => this.#loadRest(), { once: true });
    setTimeout(() => this.#loadRest(), 4000);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('strings')) this.#strings.setValue(this.strings);
    if (!changed.has('editor')) return;
    (changed.get('editor') as Editor | undefined)?.removeEventListener('change', this.#changed);
    if (!this.editor) return;
    this.#editor.setValue(this.editor);
    this.editor.addEventListener('change', this.#changed);
    this.editor.addEventListener('edit-refused', () => this.say(this.strings.clipboard.refused.limit));
    this.#leaveCrop();
    this.#leaveCrop = hostsCrop(this.editor, { renderRoot: this.renderRoot, failed: () => this.say(this.strings.panelFailed) });
    this.#state = this.editor.state;
    this.#begin();
  }

  /** Once the product can be worked on. */
  #begin(): void {
    if (this.#state.phase !== 'ready') return;
    loadSoon();
    if (hasFields(this.#state)) this.#load('template');
  }

  readonly #changed = (): void => {
    const before = this.#state;
    const state = (this.#state = this.editor!.state);
    if (before.phase !== 'ready') this.#begin();
    if (state.selection !== before.selection) {
      if (state.selection.length > 0) this.#fetch(loadSelection());
      // What an idea made is selected; who reads what was understood goes on reading.
      const isReading =
        state.document !== before.document && (this.panel === 'history' || (this.panel === 'ideas' && state.undoLabel === 'prompt'));
      const isGathering = this.panel === 'overview' && this.renderRoot.querySelector('luneo-layers-panel')?.gathers === true;
      if (state.selection.length > 0 && this.panel !== 'selection' && !isReading && !isGathering) this.panel = 'selection';
      else if (state.selection.length === 0 && this.panel === 'selection') Object.assign(this, { panel: 'overview', isOpen: false });
    }
    if (state.uploads.length > 0 && before.uploads.length === 0) this.#fetch(loadSources());
    if (state.uploads.some(({ error }) => error) && state.uploads !== before.uploads) this.show('image');
    this.requestUpdate();
  };

  protected override render(): TemplateResult | typeof nothing {
    const { strings: t, editor } = this;
    const state = editor?.state;
    if (!state) return nothing;
    const isEmpty = state.phase === 'ready' && state.document.sides.every(({ layers }) => layers.length === 0);
    return html`<div class="frame" part="frame" role="group" aria-label=${state.product?.name ?? t.customizer}>
      <luneo-toolbar part="toolbar"></luneo-toolbar>
      <div class="stage" part="stage">
        <luneo-stage @selection-box=${(event: CustomEvent<DOMRectReadOnly | null>) => this.#bar.show(event.detail)}></luneo-stage>
        ${this.rulers ? html`<luneo-rulers .stage=${this.stage}></luneo-rulers>` : nothing}
        <luneo-context-bar></luneo-context-bar>
        ${isEmpty ? this.#welcome() : nothing}
        <div class="float foot">
          <luneo-hints ?hidden=${this.isOpen || state.generation !== null}></luneo-hints>
          ${this.#working(state)}
        </div>
        ${this.toast ? html`<div class="float toast" role="alert"><p>${this.toast}</p></div>` : nothing}
        ${
          this.isDropping
            ? html`<div class="over drop">
                ${icon('image')}
                <h2>${t.dropHere}</h2>
              </div>`
            : nothing
        }
      </div>
      <div class="ask"><luneo-prompt-line part="prompt" floating></luneo-prompt-line></div>
      <div class="panel" part="panel" id="panel" ?data-open=${this.isOpen} data-panel=${this.panel} tabindex="-1" @keydown=${this.#key}>
        ${this.#panel(state)}
      </div>
      ${this.#tabs()}
      <luneo-price-bar class="buy" part="buy" exportparts="cart-button"></luneo-price-bar>
      ${this.#cover(state)}
    </div>`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || (this.panel === 'overview' && !this.isOpen)) return;
    event.preventDefault();
    this.close();
  };

  /** On phones the prompt line lives in the sheet; closed, it still says that something is on its way. */
  #working({ generation }: EditorState): TemplateResult | typeof nothing {
    const { strings: t } = this;
    const isWorking = generation?.status === 'queued' || generation?.status === 'processing';
    if (!isWorking || (this.isOpen && this.panel === 'ideas')) return nothing;
    return html`<button class="working" type="button" @click=${() => this.show('ideas')}>
      <span class="spinner"></span>${generation.step ? t.steps[generation.step] : t.queued}
    </button>`;
  }

  #welcome(): TemplateResult {
    const { strings: t } = this;
    return html`<div class="float welcome">
      <div class="say">
        <button class="primary" type="button" @click=${() => this.writeText()}>${icon('text')} ${t.addText}</button>
        <p class="note">${t.emptyHint}</p>
      </div>
    </div>`;
  }

  #cover({ phase, error }: EditorState): TemplateResult | typeof nothing {
    const { strings: t } = this;
    if (phase === 'ready') return nothing;
    if (phase === 'loading')
      return html`<div class="over all" role="status">
        <div class="spinner"></div>
        ${t.loading}
      </div>`;
    const isGone = error?.code === 'not-found';
    return html`<div class="over all" role="alert">
      ${icon(error?.code === 'network' ? 'cloudOff' : 'stop')}
      <h2>${isGone ? t.notFound : t.failed}</h2>
      ${isGone ? nothing : html`<p>${error?.code === 'network' ? t.failedHint : t.failedElse}</p>`}
      <button class="primary" type="button" @click=${() => this.dispatchEvent(new Event('reopen'))}>${t.retry}</button>
    </div>`;
  }

  #panel(state: EditorState): TemplateResult {
    const { strings: t } = this;
    switch (this.panel) {
      case 'selection': {
        const layers = selectedLayers(state);
        const first = layers[0];
        const title = layers.length > 1 ? t.selected(layers.length) : first ? t.layer[first.type] : '';
        return html`${this.#head(title)}<luneo-selection-panel></luneo-selection-panel>`;
      }
      case 'art':
        return html`${this.#head(t.art)}<luneo-art-panel></luneo-art-panel>`;
      case 'image':
        return html`${this.#head(t.addImage)}<luneo-image-source></luneo-image-source>`;
      case 'history':
        return html`${this.#head(t.historyList.title)}<luneo-history-panel></luneo-history-panel>`;
      case 'view':
        return html`${this.#head(t.sight.title)}<luneo-view-panel></luneo-view-panel>`;
      case 'saved':
        return html`${this.#head(t.kept)}<luneo-saved-panel></luneo-saved-panel>`;
      case 'ideas':
        return html`${this.#head(t.promptShort)}<luneo-prompt-line examples></luneo-prompt-line>`;
      default:
        return this.#overview(state);
    }
  }

  #overview(state: EditorState): TemplateResult {
    const { strings: t } = this;
    const make = (name: IconName, label: string, act: () => void) =>
      html`<button type="button" @click=${act}>${icon(name)} ${label}</button>`;
    return html`
      <div class="narrow">${this.#head(t.options)}</div>
      <div class="name wide">
        <slot name="title"><h2>${state.product?.name}</h2></slot>
      </div>
      ${hasFields(state) ? html`<luneo-template-panel></luneo-template-panel>` : nothing}
      <div class="make" role="group" aria-label=${t.make}>
        ${make('text', t.text, () => this.writeText(true))} ${make('image', t.image, () => this.pickImage())}
        ${make('art', t.art, () => this.show('art'))}
      </div>
      ${state.uploads.length > 0 ? html`<luneo-image-source listOnly></luneo-image-source>` : nothing}
      <luneo-findings-panel></luneo-findings-panel>
      <luneo-options-panel></luneo-options-panel>
      <hr />
      <luneo-layers-panel></luneo-layers-panel>
      <slot name="footer"></slot>
    `;
  }

  #head(title: string): TemplateResult {
    const { strings: t } = this;
    return html`<div class="head">
      <h2>${title}</h2>
      <button class="small" type="button" @click=${() => this.close()}>${t.done}</button>
    </div>`;
  }

  #tabs(): TemplateResult {
    const { strings: t } = this;
    const type = selectedLayers(this.#state)[0]?.type;
    const shown = this.panel === 'selection' ? (type === 'text' ? 'text' : type === 'image' ? 'image' : 'art') : this.panel;
    const hasErrors = this.#state.findings.some(({ severity, code }) => severity === 'error' && code !== 'nothing-designed');
    const tab = (name: string, label: string, drawing: IconName, open: () => void) => {
      const isShown = this.isOpen && shown === name;
      return html`<button
        type="button"
        aria-expanded=${isShown}
        aria-controls="panel"
        data-tab=${name}
        @click=${() => (isShown ? (this.isOpen = false) : open())}
      >
        ${icon(drawing)} ${label} ${name === 'overview' && hasErrors ? html`<span class="dot"></span>` : nothing}
      </button>`;
    };
    return html`<nav class="tabs" aria-label=${t.make}>
      ${tab('text', t.text, 'text', () => this.writeText())} ${tab('image', t.image, 'image', () => this.#open('image'))}
      ${tab('art', t.art, 'art', () => this.#open('art'))} ${tab('ideas', t.ideas, 'ideas', () => this.#open('ideas'))}
      ${tab('overview', t.options, 'options', () => this.#open('overview'))}
    </nav>`;
  }

  #open(panel: PanelName): void {
    const [selected] = selectedLayers(this.#state);
    if (panel === 'image' && selected?.type === 'image') return this.show('selection');
    if (this.panel === 'selection') this.editor?.select([]);
    this.show(panel);
  }

  async #focusWords(): Promise<void> {
    if (
      !(await Promise.all([loadSelection(), loadPanel('text')]).then(
        () => true,
        () => false,
      ))
    )
      return;
    await this.updateComplete;
    const selection = this.renderRoot.querySelector('luneo-selection-panel');
    await (selection as LitElement | null)?.updateComplete;
    const panel = selection?.shadowRoot?.querySelector('luneo-text-panel');
    await panel?.updateComplete;
    panel?.focusWords();
  }

  /** Shows `words` for a few seconds and reads them out. */
  say(words: string): void {
    this.toast = words;
    clearTimeout(this.#toastTimer);
    this.#toastTimer = window.setTimeout(() => (this.toast = ''), 6000);
  }
}

define('luneo-workbench', LuneoWorkbench);

declare global {
  interface HTMLElementTagNameMap {
    'luneo-workbench': LuneoWorkbench;
  }
}
