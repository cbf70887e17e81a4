import { Luneo } from '@luneo/sdk';
import type { LuneoCustomizer } from '../../luneo-customizer.js';
import type { Editor } from '../editor.js';
import { mount, type Mounted } from '../panels/mount.js';
import { ownAddress } from './share-address.js';
import './shared-view.js';
import { loadShared } from './shared-work.js';

type Mount = (host: LuneoCustomizer, onEditor: (editor: Editor) => void) => Promise<Mounted>;

/**
 * Shows the design of the host's link. When the shopper wants one of their own, the usual view takes its place: with a copy of the
 * shared design where the link allows it, else with an empty one. `usual` gives that view.
 */
export async function mountShared(
  host: LuneoCustomizer,
  onEditor: (editor: Editor) => void,
  token: string,
  usual: () => Promise<Mount>,
): Promise<Mounted> {
  let isRemix = false;
  const work: Parameters<typeof mount>[3] = (client, options) =>
    loadShared(client, options, token, ({ kind }) => {
      isRemix = kind === 'remix';
      const shown = host.shadowRoot!.querySelector('luneo-shared-view');
      if (shown) shown.isRemix = isRemix;
    });
  let shown = await mount(host, onEditor, 'luneo-shared-view', work);
  const view = host.shadowRoot!.querySelector('luneo-shared-view')!;
  view.isRemix = isRemix;
  let isLeaving = false;
  view.addEventListener('own', () => void leave());

  async function leave(): Promise<void> {
    view.isBusy = true;
    try {
      const { apiUrl, publishableKey } = host;
      const copy = isRemix ? await new Luneo({ apiUrl, publishableKey }).designs.remix(token) : null;
      isLeaving = true;
      host.removeAttribute('share');
      history.replaceState(history.state, '', ownAddress(location.href));
      if (copy) host.designId = copy.id;
      const own = await (await usual())(host, onEditor);
      shown.close();
      shown = own;
      view.remove();
    } catch {
      view.failed();
    } finally {
      isLeaving = false;
    }
  }

  return {
    get editor() {
      return shown.editor;
    },
    // The attributes change while one view takes the place of the other.
    open: () => isLeaving || shown.open(),
    close: () => shown.close(),
  };
}
