import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CloudinaryConfig } from '../../config/files.js';
import { startCloudinary, type CloudinaryStandIn } from './cloudinary-stand-in.js';
import { createCloudinaryFiles } from './cloudinary.js';
import { filesSuite } from './files-suite.js';

const account = { cloud: 'luneo-test', key: '123456', secret: 'a secret' };
const standIn = await startCloudinary(account);
// The SDK chooses between http and https once, by the environment that it finds when it is loaded.
process.env['CLOUDINARY_URL'] = `cloudinary://${account.key}:x@${account.cloud}?upload_prefix=${standIn.url}`;
const config: CloudinaryConfig = {
  kind: 'cloudinary',
  cloudName: account.cloud,
  apiKey: account.key,
  apiSecret: account.secret,
  apiBase: standIn.url,
  folder: 'shop',
};
after(() => standIn.close());

filesSuite('files at Cloudinary', async () => ({ files: await createCloudinaryFiles(config), close: async () => {} }));

describe('Cloudinary that fails', () => {
  const pdf = new TextEncoder().encode('%PDF');
  let server: CloudinaryStandIn;
  before(() => {
    server = standIn;
  });

  test('keeps pictures as images and the rest raw, all of them for us alone', async () => {
    const files = await createCloudinaryFiles(config);
    await files.put('kinds/a.webp', pdf, 'image/webp');
    await files.put('kinds/a.pdf', pdf, 'application/pdf');
    const keys = server.keys().filter((key) => key.includes('kinds/'));
    assert.deepEqual(keys.toSorted(), ['image/shop/kinds/a.webp', 'raw/shop/kinds/a.pdf']);
  });

  test('a moment of trouble is waited for', async () => {
    server.failWith(500, 'General Error', 2);
    const files = await createCloudinaryFiles(config);
    await files.put('again.pdf', pdf, 'application/pdf');
    assert.ok(await files.get('again.pdf'));
  });

  test('a lasting one is unavailable, a used-up plan is a full store', async () => {
    const files = await createCloudinaryFiles(config);
    server.failWith(500, 'General Error', 3);
    await assert.rejects(files.put('a.pdf', pdf, 'application/pdf'), { code: 'unavailable' });
    server.failWith(400, 'Storage quota exceeded', 1);
    await assert.rejects(files.put('a.pdf', pdf, 'application/pdf'), { code: 'storage-full' });
  });

  test('a wrong secret is unavailable, never a missing file', async () => {
    const files = await createCloudinaryFiles({ ...config, apiSecret: 'wrong' });
    await assert.rejects(files.get('again.pdf'), { code: 'unavailable' });
    await assert.rejects(files.put('again.pdf', pdf, 'application/pdf'), { code: 'unavailable' });
  });

  test('nobody there is unavailable', async () => {
    const files = await createCloudinaryFiles({ ...config, apiBase: 'http://127.0.0.1:1' });
    await assert.rejects(files.get('a.pdf'), { code: 'unavailable' });
    await assert.rejects(files.check(), { code: 'unavailable' });
  });
});
