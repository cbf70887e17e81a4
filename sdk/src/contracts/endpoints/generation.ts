import * as common from '../common.js';
import * as designs from '../designs.js';
import * as generation from '../generation.js';
import { brand, by, define, owners } from './define.js';

/** What changes by words cost, and what a brand allows. */
export const generationEndpoints = define({
  'brands.generation.get': {
    method: 'GET',
    path: '/v1/brands/{brandId}/generation',
    summary: 'Budget, usage and blocklist of changes by words',
    callers: brand,
    needs: 'billing:read',
    params: by('brandId', common.BrandId),
    replies: { 200: generation.BrandGeneration },
  },
  'brands.generation.update': {
    method: 'PUT',
    path: '/v1/brands/{brandId}/generation',
    summary: 'Set budget and blocklist of changes by words',
    callers: brand,
    needs: 'billing:manage',
    params: by('brandId', common.BrandId),
    body: generation.GenerationSettings,
    replies: { 200: generation.BrandGeneration },
  },
  'admin.ai.costs': {
    method: 'POST',
    path: '/v1/admin/ai/costs',
    summary: 'What changes by words cost, by brand, day and model',
    callers: brand,
    needs: 'billing:read',
    body: generation.CostReportRequest,
    replies: { 200: generation.CostReport },
  },
  'assets.keep': {
    method: 'PUT',
    path: '/v1/assets/{assetId}/kept',
    summary: 'Keep a picture that was made from words, or let it go after 90 days',
    callers: owners,
    needs: 'designs:write',
    params: by('assetId', common.AssetId),
    body: generation.AssetKeep,
    replies: { 200: designs.Asset },
  },
});
