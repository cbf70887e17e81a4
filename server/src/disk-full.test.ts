import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createDiskFiles } from './drivers/files/disk.js';
import { makeCatalogue } from './testing-catalogue.js';
import { startTestApp } from './testing.js';

// It is SQLite's file and the files beside it that share a disk with us.
for (const name of ['LUNEO_TEST_DATABASE_URL', 'LUNEO_TEST_S3_URL']) delete process.env[name];

/** A small file system for everything that is made in the temporary folder meanwhile; null where that needs more rights. */
function mountSmall(): { path: string; unmount(): void } | null {
  const path = mkdtempSync(join(tmpdir(), 'luneo-small-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    rmSync(path, { recursive: true });
    return null;
  }
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = path;
  const unmount = (): void => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    execFileSync('umount', [path]);
    rmSync(path, { recursive: true });
  };
  return { path, unmount };
}

/** Writes until nothing more fits. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (let block = 65_536; block >= 1; block = Math.floor(block / 2)) {
      try {
        for (;;) if (writeSync(file, Buffer.alloc(block)) < block) break;
      } catch {
        continue;
      }
    }
  } finally {
    closeSync(file);
  }
}

test('a full disk is a clear answer, loses nothing and passes when there is space again', async (t) => {
  const small = mountSmall();
  if (!small) return t.skip('mounting a small file system needs root');
  const app = await startTestApp(({ config }) => ({ files: createDiskFiles(join(config.dataDir, 'files')) }));
  try {
    const brand = await app.brand();
    const { product, document } = await makeCatalogue(app.deps, brand.scope);
    const { token } = await brand.shopper();
    const create = () => app.request('POST', '/v1/designs', { token, body: { productId: product.id, document } });
    const kept = [(await create()).body.id];
    fill(join(small.path, 'filler'));
    let refused = await create();
    for (let n = 0; refused.status === 201 && n < 500; n++) {
      kept.push(refused.body.id);
      refused = await create();
    }
    assert.deepEqual([refused.status, refused.body.code], [507, 'storage-full']);
    const finalize = await app.request('POST', `/v1/designs/${kept[0]}/finalize`, { token, body: {} });
    assert.deepEqual([finalize.status, finalize.body.code], [507, 'storage-full']);
    assert.equal((await app.request('GET', `/v1/designs/${kept[0]}`, { token })).status, 200);
    rmSync(join(small.path, 'filler'));
    kept.push((await create()).body.id);
    const list = await app.request('GET', '/v1/designs?limit=100', { token });
    assert.deepEqual(
      list.body.items.map(({ id }: { id: string }) => id),
      kept.toReversed().slice(0, 100),
    );
    assert.equal((await app.request('POST', `/v1/designs/${kept[0]}/finalize`, { token, body: {} })).status, 201);
  } finally {
    await app.close();
    small.unmount();
  }
});
