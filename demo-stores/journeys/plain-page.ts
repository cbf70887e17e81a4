import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A merchant's page on an origin of its own, with nothing but what was pasted into it. */
export interface PlainPage {
  origin: string;
  /** Puts the snippet into the page. */
  paste(snippet: string): void;
  close(): void;
}

export async function openPlainPage(): Promise<PlainPage> {
  let snippet = '';
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Plain shop</title></head><body><main><h1>Plain shop</h1>${snippet}</main></body></html>`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paste: (text) => {
      snippet = text;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
