import { Router } from 'express';
import type { Deps } from '../deps.js';
import { sendFile } from './send.js';
import { verifyFileUrl } from './signed-url.js';

/** A stored file is data: even opened as a page it may not run, load or navigate anything. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox; frame-ancestors 'none'";

/** `GET /files/{key}?expires&signature`: a private file by its signed URL. Not an endpoint of the contract: its addresses are opaque. */
export function fileRouter({ config, files }: Deps): Router {
  const router = Router({ strict: true });
  router.get('/files/*key', async (request, response) => {
    const url = new URL(request.originalUrl, 'http://files');
    const key = decodeURIComponent(url.pathname.slice('/files/'.length));
    const { download, expiresAt } = verifyFileUrl(config.secret, key, url.searchParams);
    await sendFile(request, response, files, key, {
      'Content-Disposition': disposition(download),
      'Cache-Control': `private, max-age=${Math.max(0, expiresAt - Math.ceil(Date.now() / 1000))}, immutable`,
      'Content-Security-Policy': POLICY,
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
    });
  });
  return router;
}

/** RFC 6266: an ASCII name for old clients, the true one for the others. */
function disposition(download: string | null): string {
  if (download === null) return 'inline';
  const ascii = download.replaceAll(/[^\w. -]/g, '_');
  const encoded = encodeURIComponent(download).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
