import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { textField } from '../ui/fields.js';
import { words } from './account.words.js';

export interface Proof {
  password: string;
  code?: string;
}

/** The password again, and a code of an account that has two factors. */
export function proofFields(prefix: string, isTwoFactor: boolean, error: string | undefined): TemplateResult {
  return html`${textField({ name: `${prefix}-password`, label: words.current, type: 'password', autocomplete: 'current-password', error })}
  ${isTwoFactor ? textField({ name: `${prefix}-code`, label: words.code, autocomplete: 'one-time-code', hint: words.codeHint }) : nothing}`;
}

export function proofOf(form: HTMLFormElement, prefix: string): Proof {
  const fields = new FormData(form);
  const code = (fields.get(`${prefix}-code`) as string | null)?.replaceAll(/\s/g, '');
  return { password: fields.get(`${prefix}-password`) as string, ...(code && { code }) };
}
