import { BrandId, Empty, page } from '../common.js';
import * as jobs from '../jobs.js';
import { brand, by, define } from './define.js';

/** Work in the background, as far as a brand is concerned. */
export const jobsEndpoints = define({
  'jobs.list': {
    method: 'GET',
    path: '/v1/brands/{brandId}/jobs',
    summary: "The brand's jobs, newest first, e.g. those that were given up",
    callers: brand,
    needs: 'jobs:manage',
    params: by('brandId', BrandId),
    query: jobs.JobQuery,
    replies: { 200: page(jobs.Job) },
  },
  'jobs.retry': {
    method: 'POST',
    path: '/v1/jobs/{jobId}/retry',
    summary: 'Try a job again that was given up',
    callers: brand,
    needs: 'jobs:manage',
    params: by('jobId', jobs.JobId),
    body: Empty,
    replies: { 202: jobs.Job },
  },
});
