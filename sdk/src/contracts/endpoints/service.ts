import * as z from 'zod/mini';
import { define } from './define.js';

/** The process itself. */
export const serviceEndpoints = define({
  health: {
    method: 'GET',
    path: '/health',
    summary: 'The process is alive',
    callers: ['public'],
    replies: { 200: z.object({ status: z.literal('ok'), version: z.string() }) },
  },
  ready: {
    method: 'GET',
    path: '/ready',
    summary: 'The process can serve',
    callers: ['public'],
    replies: { 200: z.object({ status: z.enum(['ready', 'degraded']), failing: z.optional(z.array(z.string())) }) },
  },
});
