import { type Luneo, LuneoError, type LuneoErrorCode } from '@luneo/sdk';
import type { Generation } from '@luneo/sdk/contracts/designs.js';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import type { Autosave } from './autosave.js';
import type { EditorPort } from './editor-port.js';
import type { GenerationState } from './editor-state.js';
import { asLuneoError } from './failure.js';
import { layersOf } from './layers.js';
import { mergeChanges } from './merge.js';
import { sameJson } from './same-json.js';

const isOver = (status: GenerationState['status']): boolean => status === 'completed' || status === 'failed' || status === 'cancelled';

/** Words → layers: asks the server, follows its progress, and merges the result with what the shopper did meanwhile. */
export class Prompting {
  readonly #port: EditorPort;
  readonly #client: Luneo;
  readonly #autosave: Autosave;
  #abort: AbortController | null = null;

  constructor(port: EditorPort, client: Luneo, autosave: Autosave) {
    this.#port = port;
    this.#client = client;
    this.#autosave = autosave;
  }

  get isWorking(): boolean {
    return this.#abort !== null;
  }

  /** Ends with `state.generation`; never rejects. A prompt that is still running is cancelled first. */
  async ask(prompt: string): Promise<void> {
    if (this.isWorking) await this.cancel();
    await this.#run(prompt, async (base) => {
      const { id } = await this.#autosave.ensure(base);
      const body = { prompt, document: { ...base }, side: this.#port.state.side };
      const { generationId } = await this.#client.designs.generate(id, body);
      return generationId;
    });
  }

  /** Follows a generation that was running when the page was left. */
  async resume(generation: Pick<Generation, 'id' | 'prompt'>): Promise<void> {
    await this.#run(generation.prompt, () => Promise.resolve(generation.id));
  }

  /** Stops waiting at once and tells the server. */
  async cancel(): Promise<void> {
    const { generation } = this.#port.state;
    this.#abort?.abort();
    this.#abort = null;
    if (!generation || isOver(generation.status)) return;
    this.#patch({ status: 'cancelled', step: null });
    if (generation.id) await this.#client.generations.cancel(generation.id).catch(() => undefined);
  }

  stop(): void {
    this.#abort?.abort();
    this.#abort = null;
  }

  async #run(prompt: string, start: (base: DesignDocument) => Promise<string>): Promise<void> {
    const abort = (this.#abort = new AbortController());
    const base = this.#port.state.document;
    this.#port.set({ generation: { id: null, status: 'queued', step: null, prompt, notes: [], error: null } });
    try {
      const id = await start(base);
      if (abort.signal.aborted) return void this.#client.generations.cancel(id).catch(() => undefined);
      this.#patch({ id });
      const onUpdate = ({ status, step }: Generation): void => {
        if (!abort.signal.aborted && !isOver(status)) this.#patch({ status, step });
      };
      const result = await this.#client.generations.wait(id, { onUpdate, signal: abort.signal });
      if (!abort.signal.aborted) this.#finish(base, result);
    } catch (error) {
      if (!abort.signal.aborted) this.#patch({ status: 'failed', step: null, error: asLuneoError(error) });
    } finally {
      if (this.#abort === abort) this.#abort = null;
    }
  }

  #finish(base: DesignDocument, result: Generation): void {
    const { status, notes, error } = result;
    if (status === 'completed' && result.document) {
      const known = this.#autosave.saved;
      if (known && result.revision !== null && result.revision > known.revision) {
        this.#autosave.adopt({ id: known.id, revision: result.revision }, result.document);
      }
      const { document, side } = this.#port.state;
      const merged = mergeChanges(base, document, result.document);
      const before = layersOf(document, side);
      const changed = layersOf(merged, side).filter((layer) => !before.some((old) => sameJson(old, layer)));
      this.#port.commit(merged, { label: 'prompt' }, changed.length > 0 ? changed.map((layer) => layer.id) : undefined);
    }
    const failure = error ? new LuneoError(error.code as LuneoErrorCode, error.message) : null;
    this.#patch({ status, step: null, notes, error: failure });
  }

  #patch(patch: Partial<GenerationState>): void {
    const { generation } = this.#port.state;
    if (generation) this.#port.set({ generation: { ...generation, ...patch } });
  }
}
