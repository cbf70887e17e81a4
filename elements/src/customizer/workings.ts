import type { Luneo } from '@luneo/sdk';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { Autosave, type Saved } from './autosave.js';
import type { EditorPort } from './editor-port.js';
import { loadCodesWhenAsked } from './codes.js';
import { followElsewhere } from './elsewhere.js';
import type { Layouts } from './layouts.js';
import { OnDemand } from './on-demand.js';
import type { Ordering } from './ordering.js';
import { Pictures } from './pictures.js';
import type { Prompting } from './prompting.js';
import type { Keeping } from './saved/keeping.js';
import type { Work } from './session.js';
import { TextFonts } from './text-fonts.js';
import type { Uploading } from './uploading.js';

/** What works behind the editor from `open` to `close`. */
export interface Workings {
  fonts: TextFonts;
  pictures: Pictures;
  autosave: Autosave;
  prompting: OnDemand<Prompting>;
  uploading: OnDemand<Uploading>;
  ordering: OnDemand<Ordering>;
  /** Fetches the art library, again where it failed: `state.clipart`, `state.library`. Never rejects. */
  loadLibrary(): Promise<void>;
  /** Versions and links, with their code when they are asked for. */
  keeping(): Promise<Keeping>;
  /** Ends what listens to the page. */
  leave(): void;
}

export interface WorkingsOptions {
  port: EditorPort;
  layouts: Layouts;
  client: Luneo;
  work: Work;
  /** Address of harfbuzz.wasm; default: beside this script. */
  wasmUrl?: string | URL;
  /** Fonts or pictures arrived: what is measured may differ. */
  onResource(): void;
  /** A picture can be painted. */
  onPixels(): void;
  /** A font could not be loaded; it is tried again later. */
  onFailure(error: unknown): void;
}

async function push(client: Luneo, productId: string, document: DesignDocument, to: Saved | null): Promise<Saved> {
  const body = { document: { ...document } };
  const { id, revision } = to ? await client.designs.update(to.id, to.revision, body) : await client.designs.create({ productId, ...body });
  return { id, revision };
}

/** Connects a loaded design to the network: fonts, pictures, saving, prompts, uploads and orders. */
export function startWorkings({ port, layouts, client, work, wasmUrl, onResource, onPixels, onFailure }: WorkingsOptions): Workings {
  const fonts = new TextFonts({
    layouts,
    wasmUrl: wasmUrl ?? new URL('harfbuzz.wasm', import.meta.url),
    onChange: onResource,
    onError: onFailure,
  });
  loadCodesWhenAsked({ layouts, onChange: onResource, onError: onFailure });
  const pictures = new Pictures({
    fetchAsset: work.fetchAsset ?? ((id) => client.assets.get(id)),
    onFacts: (asset) => {
      layouts.setPicture(asset.id, { ...asset, isVector: asset.mime === 'image/svg+xml' });
      onResource();
    },
    onPixels,
  });
  const merging = new OnDemand(() => import('./merge.js'));
  const autosave = new Autosave({
    reconcile: async (base, theirs) => {
      const { mergeChanges } = await merging.get();
      // Where both changed the same, what is done here and now counts.
      port.commit(mergeChanges(base, theirs, port.state.document), { label: 'elsewhere' });
      return port.state.document;
    },
    drafts: work.drafts,
    push: (document, to) => push(client, work.product.id, document, to),
    revisionOf: async (id) => (await client.designs.get(id)).revision,
    onState: (save) => port.set({ save, designId: autosave.saved?.id ?? null }),
  });
  if (work.saved) autosave.adopt(work.saved, work.savedDocument);
  return {
    fonts,
    pictures,
    autosave,
    prompting: new OnDemand(async () => new (await import('./prompting.js')).Prompting(port, client, autosave)),
    uploading: new OnDemand(async () => new (await import('./uploading.js')).Uploading(port, client, pictures)),
    ordering: new OnDemand(async () => new (await import('./ordering.js')).Ordering(port, client, autosave)),
    loadLibrary: async () => {
      port.set({ library: 'loading' });
      await client.clipart.list().then(
        ({ items }) => port.set({ clipart: items, library: 'ready' }),
        (error: unknown) => {
          port.set({ library: 'failed' });
          onFailure(error);
        },
      );
    },
    keeping: async () => new (await import('./saved/keeping.js')).Keeping(port, client, autosave),
    leave: followElsewhere(port, client, autosave),
  };
}
