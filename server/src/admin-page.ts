import express, { Router } from 'express';
import { join } from 'node:path';
import type { Config } from './config.js';

/**
 * Everything from our own origin, no inline code, and markup only through Lit. Drawings may come from the file origin. WebAssembly shapes
 * the text of a product's picture; it is no eval.
 */
const policy = (publicUrl: string): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    `connect-src 'self' ${publicUrl}`,
    `img-src 'self' ${publicUrl} blob:`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');

/**
 * The page where staff try a product shows the same bundle as a shop's page, under what a shop has to allow for it: see
 * docs-site/guides/content-security-policy.md.
 */
const tryPolicy = (publicUrl: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' ${publicUrl} 'wasm-unsafe-eval'`,
    `style-src 'self' ${publicUrl}`,
    `connect-src 'self' ${publicUrl} ${publicUrl.replace(/^http/, 'ws')} blob:`,
    `img-src 'self' ${publicUrl} blob:`,
    `font-src 'self' ${publicUrl}`,
    `worker-src 'self' ${publicUrl} blob:`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The staff page at `/admin/`, built by `npm run build` from server/admin. */
export function adminPage(config: Config, folder: string): Router {
  const router = Router({ strict: true });
  router.get('/admin', (_request, response) => response.redirect(308, '/admin/'));
  router.use('/admin/', ({ path }, response, next) => {
    const allowed = path === '/try.html' ? tryPolicy : policy;
    response.set({ 'Content-Security-Policy': allowed(config.publicUrl), 'Cross-Origin-Opener-Policy': 'same-origin' });
    response.removeHeader('Access-Control-Allow-Origin');
    next();
  });
  router.use('/admin/', express.static(join(folder, 'server', 'admin', 'dist'), { redirect: false, etag: true, maxAge: 0 }));
  return router;
}
