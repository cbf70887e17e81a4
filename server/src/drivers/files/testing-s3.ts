import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface S3rver {
  run(): Promise<AddressInfo>;
  close(): Promise<void>;
  httpServer?: Server;
}

/** `s3rver` on a free port, with one bucket in `folder`. Its key and secret are both `S3RVER`. */
export async function startS3(folder: string, bucket: string): Promise<{ url: string; close(): Promise<void> }> {
  // @ts-expect-error -- it has no types
  const { default: Server } = (await import('s3rver')) as { default: new (options: object) => S3rver };
  const server = new Server({ address: '127.0.0.1', port: 0, silent: true, directory: folder, configureBuckets: [{ name: bucket }] });
  const { port } = await server.run();
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
