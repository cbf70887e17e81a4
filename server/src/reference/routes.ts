import { Router } from 'express';
import type { Config } from '../config.js';
import { openApi } from '../openapi.js';
import { POLICY, referencePage } from './page.js';

/** `/openapi.json` and the page that shows it, `/reference` (where `/` leads); made at the first request. */
export function referencePages(config: Config): Router {
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
  return router;
}
