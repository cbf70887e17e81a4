import { BrandId, page } from '../common.js';
import * as mails from '../mails.js';
import { brand, by, define } from './define.js';

/** What was mailed in the name of a brand. */
export const mailsEndpoints = define({
  'mails.list': {
    method: 'GET',
    path: '/v1/brands/{brandId}/mails',
    summary: 'Mails of the brand, newest first, also those that were not sent',
    callers: brand,
    needs: 'jobs:manage',
    params: by('brandId', BrandId),
    query: mails.MailQuery,
    replies: { 200: page(mails.MailRecord) },
  },
});
