import * as common from '../common.js';
import * as privacy from '../privacy.js';
import { brand, by, define } from './define.js';

/** To be shown what is kept, and to be forgotten. */
export const privacyEndpoints = define({
  'sessions.export': {
    method: 'GET',
    path: '/v1/sessions/data',
    summary: 'Everything that is kept of the shopper who asks',
    callers: ['shopper'],
    needs: 'designs:read',
    limit: 'privacy',
    replies: { 200: privacy.PersonalData },
  },
  'sessions.erase': {
    method: 'DELETE',
    path: '/v1/sessions/data',
    summary: 'Forget the shopper who asks',
    callers: ['shopper'],
    needs: 'designs:write',
    limit: 'privacy',
    replies: { 202: privacy.Erasure },
  },
  'shoppers.export': {
    method: 'GET',
    path: '/v1/shoppers/{ownerId}/data',
    summary: 'Everything that is kept of a shopper',
    callers: brand,
    needs: 'privacy:manage',
    params: by('ownerId', privacy.ShopperId),
    replies: { 200: privacy.PersonalData },
  },
  'shoppers.erase': {
    method: 'DELETE',
    path: '/v1/shoppers/{ownerId}/data',
    summary: 'Forget a shopper',
    callers: brand,
    needs: 'privacy:manage',
    params: by('ownerId', privacy.ShopperId),
    replies: { 202: privacy.Erasure },
  },
  'brands.erase': {
    method: 'DELETE',
    path: '/v1/brands/{brandId}/data',
    summary: 'Delete a brand with everything that belongs to it, for ever',
    callers: ['staff'],
    needs: 'privacy:manage',
    params: by('brandId', common.BrandId),
    query: privacy.BrandErase,
    replies: { 202: privacy.Erasure },
  },
  'erasures.list': {
    method: 'GET',
    path: '/v1/brands/{brandId}/erasures',
    summary: 'Requests to forget, newest first',
    callers: brand,
    needs: 'privacy:manage',
    params: by('brandId', common.BrandId),
    query: common.PageQuery,
    replies: { 200: common.page(privacy.Erasure) },
  },
});
