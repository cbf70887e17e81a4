import * as z from 'zod/mini';
import { LoginReply } from '../accounts.js';
import * as oauth from '../oauth.js';
import { by, CSRF, define } from './define.js';

const provider = by('provider', oauth.ProviderId);

/** Signing in with Google, GitHub or any OpenID provider. */
export const oauthEndpoints = define({
  'auth.oauth.providers': {
    method: 'GET',
    path: '/v1/auth/oauth',
    summary: 'Providers that this installation knows',
    callers: ['public'],
    replies: { 200: z.object({ items: z.array(oauth.OauthProvider) }) },
  },
  'auth.oauth.start': {
    method: 'POST',
    path: '/v1/auth/oauth/{provider}/start',
    summary: 'Begin to sign in with a provider, or to accept an invitation with it',
    callers: ['public'],
    limit: 'oauth',
    headers: CSRF,
    params: provider,
    body: oauth.OauthStart,
    replies: { 200: oauth.OauthRedirect },
  },
  'auth.oauth.link': {
    method: 'POST',
    path: '/v1/auth/oauth/{provider}/link',
    summary: 'Begin to link a provider to the account that is signed in',
    callers: ['staff'],
    limit: 'oauth',
    headers: CSRF,
    params: provider,
    body: oauth.OauthLink,
    replies: { 200: oauth.OauthRedirect },
  },
  'auth.oauth.callback': {
    method: 'GET',
    path: '/v1/auth/oauth/{provider}/callback',
    summary: 'Where the provider sends the browser back to',
    callers: ['public'],
    limit: 'oauth',
    params: provider,
    query: oauth.OauthCallback,
    replies: { 303: null },
  },
  'auth.oauth.second-factor': {
    method: 'POST',
    path: '/v1/auth/oauth/second-factor',
    summary: 'Finish signing in where the account has a second factor',
    callers: ['public'],
    limit: 'login',
    headers: CSRF,
    body: oauth.OauthSecondFactor,
    replies: { 200: LoginReply },
  },
  'auth.oauth.identities': {
    method: 'GET',
    path: '/v1/auth/oauth/identities',
    summary: 'Providers that are linked to the account',
    callers: ['staff'],
    replies: { 200: z.object({ items: z.array(oauth.Identity) }) },
  },
  'auth.oauth.unlink': {
    method: 'DELETE',
    path: '/v1/auth/oauth/identities/{identityId}',
    summary: 'Unlink a provider',
    callers: ['staff'],
    params: by('identityId', oauth.IdentityId),
    replies: { 204: null },
  },
});
