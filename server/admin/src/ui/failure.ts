import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icons.js';
import { ui } from './words.js';

interface ApiError {
  code?: string;
  message?: string;
  requestId?: string | null;
  errors?: readonly { path: string; message: string }[];
}

const SENTENCES: Record<string, () => string> = {
  network: () => ui.network,
  timeout: () => ui.timeout,
  forbidden: () => ui.forbidden,
  'not-found': () => ui.notFound,
  'rate-limited': () => ui.rateLimited,
  'invalid-credentials': () => ui.credentials,
};

/** A sentence for the person who works with it. */
export function sentence(error: unknown): string {
  const { code = '', message, requestId } = (error ?? {}) as ApiError;
  if (code === 'internal' && requestId) return ui.failedWith(requestId);
  return SENTENCES[code]?.() ?? message ?? ui.failed;
}

/** What the API says about single fields: dotted path without `body.` → sentence. */
export function fieldErrors(error: unknown): ReadonlyMap<string, string> {
  const { errors = [] } = (error ?? {}) as ApiError;
  return new Map(errors.map(({ path, message }) => [path.replace(/^body\./, ''), message]));
}

export const codeOf = (error: unknown): string => (error as ApiError | null)?.code ?? '';

/** Said at once by screen readers; empty it takes no room. */
export const problem = (text: string): TemplateResult =>
  html`<div role="alert">${text ? html`<p class="note" data-tone="bad">${icon('warn')}<span>${text}</span></p>` : nothing}</div>`;
