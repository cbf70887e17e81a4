import * as z from 'zod/mini';
import * as common from '../common.js';
import * as designs from '../designs.js';
import { by, define, IDEMPOTENCY, owners } from './define.js';

/** Pictures up to this size are accepted; decoding has its own pixel limit. */
export const MAX_UPLOAD_BYTES = 25_000_000;
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml'] as const;

/** Designs, pictures and changes by words. */
export const designsEndpoints = define({
  'assets.create': {
    method: 'POST',
    path: '/v1/assets',
    summary: 'Upload a picture',
    callers: owners,
    needs: 'designs:write',
    limit: 'uploads',
    query: z.strictObject({ name: z.optional(z.string().check(z.maxLength(200))) }),
    body: { raw: IMAGE_TYPES, maxBytes: MAX_UPLOAD_BYTES },
    replies: { 201: designs.Asset },
  },
  'assets.get': {
    method: 'GET',
    path: '/v1/assets/{assetId}',
    summary: 'A picture with fresh signed URLs',
    callers: owners,
    needs: 'designs:read',
    params: by('assetId', common.AssetId),
    replies: { 200: designs.Asset },
  },
  'designs.create': {
    method: 'POST',
    path: '/v1/designs',
    summary: 'Create a design, empty or from words',
    callers: owners,
    needs: 'designs:write',
    headers: IDEMPOTENCY,
    body: designs.DesignCreate,
    replies: { 201: designs.Design, 202: designs.GenerationAccepted },
  },
  'designs.list': {
    method: 'GET',
    path: '/v1/designs',
    summary: 'Designs, newest first',
    callers: owners,
    needs: 'designs:read',
    query: common.PageQuery,
    replies: { 200: common.page(designs.Design) },
  },
  'designs.get': {
    method: 'GET',
    path: '/v1/designs/{designId}',
    summary: 'A design',
    callers: owners,
    needs: 'designs:read',
    params: by('designId', common.DesignId),
    replies: { 200: designs.Design },
  },
  'designs.update': {
    method: 'PATCH',
    path: '/v1/designs/{designId}',
    summary: 'Save a design (If-Match: revision)',
    callers: owners,
    needs: 'designs:write',
    params: by('designId', common.DesignId),
    headers: { 'If-Match': 'The revision that the change was made on, e.g. "7". Required.' },
    body: designs.DesignPatch,
    replies: { 200: designs.Design },
  },
  'designs.finalize': {
    method: 'POST',
    path: '/v1/designs/{designId}/finalize',
    summary: 'Freeze the current revision for ordering',
    callers: owners,
    needs: 'designs:write',
    params: by('designId', common.DesignId),
    body: common.Empty,
    replies: { 201: designs.Snapshot },
  },
  'designs.generate': {
    method: 'POST',
    path: '/v1/designs/{designId}/generations',
    summary: 'Change a design by words',
    callers: owners,
    needs: 'designs:write',
    limit: 'prompts',
    params: by('designId', common.DesignId),
    headers: IDEMPOTENCY,
    body: designs.GenerationCreate,
    replies: { 202: designs.GenerationAccepted },
  },
  'generations.get': {
    method: 'GET',
    path: '/v1/generations/{generationId}',
    summary: 'A generation',
    callers: owners,
    needs: 'designs:read',
    params: by('generationId', common.GenerationId),
    replies: { 200: designs.Generation },
  },
  'generations.cancel': {
    method: 'POST',
    path: '/v1/generations/{generationId}/cancel',
    summary: 'Cancel a generation',
    callers: owners,
    needs: 'designs:write',
    params: by('generationId', common.GenerationId),
    body: common.Empty,
    replies: { 200: designs.Generation },
  },
});
