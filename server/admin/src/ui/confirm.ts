import { html, render } from 'lit';
import './dialog.js';
import type { LuneoDialog } from './dialog.js';
import { base } from './styles.js';
import { layout } from './layout.styles.js';
import { ui } from './words.js';

export interface Question {
  heading: string;
  text: string;
  /** What the button does, e.g. “Revoke key”. */
  action: string;
  isDanger?: boolean;
}

/** Asks before something that cannot be taken back. False when the person closes it. */
export function confirm({ heading, text, action, isDanger = true }: Question): Promise<boolean> {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [base, layout].flatMap(({ styleSheet }) => styleSheet ?? []);
  document.body.append(host);
  return new Promise((resolve) => {
    let answer = false;
    const choose = (value: boolean) => () => {
      answer = value;
      root.querySelector<LuneoDialog>('luneo-dialog')!.close();
    };
    const closed = (): void => {
      host.remove();
      resolve(answer);
    };
    render(
      html`<luneo-dialog .heading=${heading} @closed=${closed}>
        <div class="stack">
          <p>${text}</p>
          <div class="row">
            <button class="primary ${isDanger ? 'danger' : ''}" @click=${choose(true)}>${action}</button>
            <button @click=${choose(false)}>${ui.cancel}</button>
          </div>
        </div>
      </luneo-dialog>`,
      root,
    );
  });
}
