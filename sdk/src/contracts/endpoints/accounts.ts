import * as z from 'zod/mini';
import * as accounts from '../accounts.js';
import * as common from '../common.js';
import { by, define } from './define.js';

/** Accounts, keys and shopper sessions. */
export const accountsEndpoints = define({
  'auth.login': {
    method: 'POST',
    path: '/v1/auth/login',
    summary: 'Sign brand staff in',
    callers: ['public'],
    body: accounts.LoginRequest,
    replies: { 200: accounts.LoginReply },
  },
  'auth.me': {
    method: 'GET',
    path: '/v1/auth/me',
    summary: 'The signed-in member of staff',
    callers: ['staff'],
    replies: { 200: accounts.User },
  },
  'sessions.create': {
    method: 'POST',
    path: '/v1/sessions',
    summary: 'Start or renew a shopper session',
    callers: ['pk'],
    needs: 'sessions:create',
    limit: 'sessions',
    body: accounts.SessionCreate,
    replies: { 201: accounts.Session },
  },
  'keys.list': {
    method: 'GET',
    path: '/v1/brands/{brandId}/keys',
    summary: 'API keys of a brand',
    callers: ['staff'],
    needs: 'keys:manage',
    params: by('brandId', common.BrandId),
    replies: { 200: z.object({ items: z.array(accounts.ApiKey) }) },
  },
  'keys.create': {
    method: 'POST',
    path: '/v1/brands/{brandId}/keys',
    summary: 'Create an API key',
    callers: ['staff'],
    needs: 'keys:manage',
    params: by('brandId', common.BrandId),
    body: accounts.ApiKeyCreate,
    replies: { 201: accounts.ApiKeyCreated },
  },
  'keys.revoke': {
    method: 'DELETE',
    path: '/v1/brands/{brandId}/keys/{keyId}',
    summary: 'Revoke an API key',
    callers: ['staff'],
    needs: 'keys:manage',
    params: z.strictObject({ brandId: common.BrandId, keyId: common.prefixed('key') }),
    replies: { 204: null },
  },
});
