import { Router } from 'express';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { openApi } from '../openapi.js';
import { Problem } from '../problem.js';
import { POLICY, referencePage } from './page.js';

/**
 * `/openapi.json` and the page that shows it, `/reference` (where `/` leads), made at the first request; `/llms.txt`, the elements and
 * guides in one file for language models, made by the build of `repository`.
 */
export function referencePages(config: Config, repository: string): Router {
  const router = Router();
  let json: string | undefined;
  let html: string | undefined;
  router.get('/', (_request, response) => response.redirect('/reference'));
  router.get('/openapi.json', (_request, response) => {
    json ??= JSON.stringify(openApi());
    response.set('Cache-Control', 'public, max-age=300').type('json').send(json);
  });
  router.get('/reference', (_request, response) => {
    html ??= referencePage(openApi(), config.publicUrl);
    response.set({ 'Content-Security-Policy': POLICY, 'Cache-Control': 'public, max-age=300' }).type('html').send(html);
  });
  router.get('/llms.txt', async (_request, response) => {
    const text = await readFile(join(repository, 'elements', 'dist', 'llms.txt'), 'utf8').catch(() => null);
    if (text === null) throw new Problem('not-found', 'The elements are not built: run `npm run build`.');
    response.set('Cache-Control', 'public, max-age=3600').type('text/plain').send(text);
  });
  return router;
}
