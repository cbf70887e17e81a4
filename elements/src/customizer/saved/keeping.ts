import type { Luneo } from '@luneo/sdk';
import type { Share, ShareKind, Version } from '@luneo/sdk/contracts/saved.js';
import type { Autosave } from '../autosave.js';
import type { EditorPort } from '../editor-port.js';
import { sameJson } from '../merge.js';

/** Named versions of the design in the editor, and links to it. All of it rejects with a `LuneoError`. */
export class Keeping {
  readonly #port: EditorPort;
  readonly #client: Luneo;
  readonly #autosave: Autosave;

  constructor(port: EditorPort, client: Luneo, autosave: Autosave) {
    this.#port = port;
    this.#client = client;
    this.#autosave = autosave;
  }

  /** Newest first; none of a design that was never saved. */
  async versions(): Promise<Version[]> {
    const { saved } = this.#autosave;
    return saved ? this.#client.designs.versions(saved.id) : [];
  }

  /** Keeps the design as it is on the screen now. */
  async keep(name: string): Promise<Version> {
    return this.#client.designs.keepVersion(await this.#saved(), name);
  }

  /** Puts a version in the place of the design, as one undoable step. */
  async restore({ designId, id }: Version): Promise<void> {
    const { document } = await this.#client.designs.version(designId, id);
    if (!sameJson(document, this.#port.state.document)) this.#port.commit(document, { label: 'restore' }, []);
  }

  forget({ designId, id }: Version): Promise<void> {
    return this.#client.designs.deleteVersion(designId, id);
  }

  /** Links that can be opened, newest first. */
  async links(): Promise<Share[]> {
    const { saved } = this.#autosave;
    return saved ? this.#client.designs.shares(saved.id) : [];
  }

  /** A link that shows the design as it is saved whenever it is opened. `days`: when it ends; null: when it is ended. */
  async share(kind: ShareKind, days: number | null): Promise<Share> {
    return this.#client.designs.share(await this.#saved(), { kind, ...(days !== null && { days }) });
  }

  end({ designId, id }: Share): Promise<void> {
    return this.#client.designs.endShare(designId, id);
  }

  /** Id of the design, with everything on the screen in it. */
  async #saved(): Promise<string> {
    return (await this.#autosave.ensure(this.#port.state.document)).id;
  }
}
