import * as z from 'zod/mini';
import * as common from '../common.js';
import { Media, MediaId } from '../media.js';
import { brand, by, define, IDEMPOTENCY } from './define.js';
import { IMAGE_TYPES, MAX_UPLOAD_BYTES } from './designs.js';

/** Public pictures of a brand. */
export const mediaEndpoints = define({
  'media.create': {
    method: 'POST',
    path: '/v1/brands/{brandId}/media',
    summary: 'Upload a product picture',
    callers: brand,
    needs: 'catalogue:write',
    limit: 'uploads',
    params: by('brandId', common.BrandId),
    query: z.strictObject({ name: z.optional(z.string().check(z.maxLength(200))) }),
    headers: IDEMPOTENCY,
    body: { raw: IMAGE_TYPES, maxBytes: MAX_UPLOAD_BYTES },
    replies: { 201: Media },
  },
  'media.list': {
    method: 'GET',
    path: '/v1/brands/{brandId}/media',
    summary: 'Pictures of the brand, newest first',
    callers: brand,
    needs: 'catalogue:read',
    params: by('brandId', common.BrandId),
    query: common.PageQuery,
    replies: { 200: common.page(Media) },
  },
  'media.delete': {
    method: 'DELETE',
    path: '/v1/brands/{brandId}/media/{mediaId}',
    summary: 'Delete a picture that no product shows',
    callers: brand,
    needs: 'catalogue:write',
    params: z.strictObject({ brandId: common.BrandId, mediaId: MediaId }),
    replies: { 204: null },
  },
});
