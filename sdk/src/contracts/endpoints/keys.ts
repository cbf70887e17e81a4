import * as z from 'zod/mini';
import * as common from '../common.js';
import * as keys from '../keys.js';
import { by, define, IDEMPOTENCY } from './define.js';

const key = z.strictObject({ brandId: common.BrandId, keyId: keys.KeyId });

/** API keys. Only people manage them: a stolen key must not be able to make another. */
export const keysEndpoints = define({
  'keys.list': {
    method: 'GET',
    path: '/v1/brands/{brandId}/keys',
    summary: 'API keys of a brand',
    callers: ['staff'],
    needs: 'keys:manage',
    params: by('brandId', common.BrandId),
    replies: { 200: z.object({ items: z.array(keys.ApiKey) }) },
  },
  'keys.create': {
    method: 'POST',
    path: '/v1/brands/{brandId}/keys',
    summary: 'Create an API key',
    callers: ['staff'],
    needs: 'keys:manage',
    params: by('brandId', common.BrandId),
    headers: IDEMPOTENCY,
    body: keys.ApiKeyCreate,
    replies: { 201: keys.ApiKeyCreated },
  },
  'keys.update': {
    method: 'PATCH',
    path: '/v1/brands/{brandId}/keys/{keyId}',
    summary: 'Rename an API key or change its origins',
    callers: ['staff'],
    needs: 'keys:manage',
    params: key,
    body: keys.ApiKeyUpdate,
    replies: { 200: keys.ApiKey },
  },
  'keys.rotate': {
    method: 'POST',
    path: '/v1/brands/{brandId}/keys/{keyId}/rotate',
    summary: 'Replace an API key; both work for a while',
    callers: ['staff'],
    needs: 'keys:manage',
    params: key,
    headers: IDEMPOTENCY,
    body: keys.ApiKeyRotate,
    replies: { 201: keys.ApiKeyCreated },
  },
  'keys.revoke': {
    method: 'DELETE',
    path: '/v1/brands/{brandId}/keys/{keyId}',
    summary: 'Revoke an API key',
    callers: ['staff'],
    needs: 'keys:manage',
    params: key,
    replies: { 204: null },
  },
});
