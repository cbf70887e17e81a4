import { LuneoError, type Luneo } from '@luneo/sdk';
import type { Asset } from '@luneo/sdk/contracts/designs.js';
import type { SharedDesign } from '@luneo/sdk/contracts/saved.js';
import { Drafts } from '../drafts.js';
import type { Work, WorkOptions } from '../session.js';

/** What a link shows, to look at: nothing of it is saved. `found` hears what kind of link it is. */
export async function loadShared(client: Luneo, options: WorkOptions, token: string, found: (shared: SharedDesign) => void): Promise<Work> {
  const [product, { items: allFonts }, shared] = await Promise.all([
    client.products.get(options.product),
    client.fonts.list(),
    client.designs.shared(token),
  ]);
  if (shared.productId !== product.id) throw new LuneoError('not-found', 'This link is for another product.');
  found(shared);
  let { assets } = shared;
  const asked = new Set<string>();
  return {
    product,
    fonts: product.template.fonts.flatMap((id) => allFonts.find((font) => font.id === id) ?? []),
    drafts: new Drafts(options.publishableKey, product.id),
    document: shared.document,
    saved: null,
    savedDocument: null,
    isUnsaved: false,
    generationId: null,
    fetchAsset: async (id) => {
      // Asked for again: the signed address has ended, and the link gives a new one.
      if (asked.has(id)) ({ assets } = await client.designs.shared(token));
      asked.add(id);
      const asset = assets.find((each) => each.id === id);
      if (!asset) throw new LuneoError('not-found', 'This picture is gone.');
      return { ...asset, ownerId: '', name: '' } as Asset;
    },
  };
}
