import * as z from 'zod/mini';
import * as common from '../common.js';
import * as designs from '../designs.js';
import * as saved from '../saved.js';
import { by, define, IDEMPOTENCY, owners, readers } from './define.js';

const ofDesign = by('designId', common.DesignId);
const ofVersion = z.strictObject({ designId: common.DesignId, versionId: saved.VersionId });
const ofShare = z.strictObject({ designId: common.DesignId, shareId: saved.ShareId });
const ofToken = by('token', saved.ShareToken);

/** Versions of designs, links to them, and team lists. */
export const savedEndpoints = define({
  'designs.versions.list': {
    method: 'GET',
    path: '/v1/designs/{designId}/versions',
    summary: 'Named versions of a design, newest first',
    callers: owners,
    needs: 'designs:read',
    params: ofDesign,
    replies: { 200: z.object({ items: z.array(saved.Version) }) },
  },
  'designs.versions.create': {
    method: 'POST',
    path: '/v1/designs/{designId}/versions',
    summary: 'Keep a design as it is now under a name; at most 50',
    callers: owners,
    needs: 'designs:write',
    params: ofDesign,
    headers: IDEMPOTENCY,
    body: saved.VersionCreate,
    replies: { 201: saved.Version },
  },
  'designs.versions.get': {
    method: 'GET',
    path: '/v1/designs/{designId}/versions/{versionId}',
    summary: 'A version with its document, e.g. to save it over the design',
    callers: owners,
    needs: 'designs:read',
    params: ofVersion,
    replies: { 200: saved.VersionDocument },
  },
  'designs.versions.delete': {
    method: 'DELETE',
    path: '/v1/designs/{designId}/versions/{versionId}',
    summary: 'Forget a version',
    callers: owners,
    needs: 'designs:write',
    params: ofVersion,
    replies: { 204: null },
  },
  'designs.shares.list': {
    method: 'GET',
    path: '/v1/designs/{designId}/shares',
    summary: 'Links to a design that can still be opened, newest first',
    callers: owners,
    needs: 'designs:read',
    params: ofDesign,
    replies: { 200: z.object({ items: z.array(saved.Share) }) },
  },
  'designs.shares.create': {
    method: 'POST',
    path: '/v1/designs/{designId}/shares',
    summary: 'A link to a design for others; at most 20',
    callers: owners,
    needs: 'designs:write',
    params: ofDesign,
    headers: IDEMPOTENCY,
    body: saved.ShareCreate,
    replies: { 201: saved.Share },
  },
  'designs.shares.delete': {
    method: 'DELETE',
    path: '/v1/designs/{designId}/shares/{shareId}',
    summary: 'End a link',
    callers: owners,
    needs: 'designs:write',
    params: ofShare,
    replies: { 204: null },
  },
  'shared.get': {
    method: 'GET',
    path: '/v1/shared/{token}',
    summary: 'A design that somebody shared, for whoever has the link',
    callers: readers,
    needs: 'catalogue:read',
    params: ofToken,
    replies: { 200: saved.SharedDesign },
  },
  'shared.remix': {
    method: 'POST',
    path: '/v1/shared/{token}/remix',
    summary: 'A copy of a shared design, with copies of its pictures, for the caller',
    callers: owners,
    needs: 'designs:write',
    params: ofToken,
    headers: IDEMPOTENCY,
    body: common.Empty,
    replies: { 201: designs.Design },
  },
  'designs.rows.finalize': {
    method: 'POST',
    path: '/v1/designs/{designId}/rows/finalize',
    summary: 'Freeze the design once for each row of its team list',
    callers: owners,
    needs: 'designs:write',
    params: ofDesign,
    headers: IDEMPOTENCY,
    body: saved.RowsFinalize,
    replies: { 201: saved.RowSnapshots },
  },
});
