import type { Request } from 'express';
import type { Config } from '../../config.js';
import { seal, unseal } from '../../seal.js';
import type { Challenge } from './provider.js';

/** Why the browser was sent to a provider. */
export type Intent =
  | { kind: 'sign-in' }
  /** Adds the identity to the account that was signed in. */
  | { kind: 'link'; userId: string; sessionId: string }
  /** Makes the account of an invitation, or joins its brand, and links the identity. */
  | { kind: 'invitation'; token: string };

/** On the way to a provider and back. */
export interface Journey {
  step: 'provider';
  provider: string;
  challenge: Challenge;
  intent: Intent;
  returnTo: string;
  expiresAt: number;
}
/** Back, known, and still to type a code. */
export interface Halfway {
  step: 'second-factor';
  userId: string;
  provider: string;
  expiresAt: number;
}
export type BrowserState = Journey | Halfway;

const PURPOSE = 'oauth-state';
/** For typing a password at the provider. */
export const STATE_SECONDS = 600;

const isSecure = ({ env, publicUrl }: Pick<Config, 'env' | 'publicUrl'>): boolean => env === 'production' || publicUrl.startsWith('https:');
const nameOf = (config: Pick<Config, 'env' | 'publicUrl'>): string => (isSecure(config) ? '__Host-luneo_oauth' : 'luneo_oauth');

/**
 * Value of `Set-Cookie`: sealed, so that neither the browser's owner nor anybody else can read or make one. `Lax`, for it must come along
 * when the provider sends the browser back. `null` removes it.
 */
export function stateCookie(config: Config, state: BrowserState | null): string {
  const value = state === null ? '' : seal(config.secret, PURPOSE, JSON.stringify(state));
  const age = state === null ? 0 : STATE_SECONDS;
  return `${nameOf(config)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${isSecure(config) ? '; Secure' : ''}`;
}

/** What the browser was sent away with; null for none, a changed or an old one. */
export function readState(request: Request, config: Config, now = Date.now()): BrowserState | null {
  const name = `${nameOf(config)}=`;
  const found = (request.headers.cookie ?? '').split(/;\s*/).filter((pair) => pair.startsWith(name));
  if (found.length !== 1) return null;
  try {
    const state = JSON.parse(unseal(config.secret, PURPOSE, found[0]!.slice(name.length))) as BrowserState;
    return state.expiresAt > now ? state : null;
  } catch {
    return null;
  }
}
