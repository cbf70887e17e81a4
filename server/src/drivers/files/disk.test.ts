import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createDiskFiles } from './disk.js';
import { filesSuite } from './files-suite.js';

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'luneo-files-'));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

filesSuite('files on disk', async () => {
  const root = await folder();
  return { files: createDiskFiles(root), close: () => rm(root, { recursive: true }) };
});

/** A file system of `size` that is really full, where the tests run as root. */
function mountTiny(path: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a disk of our own', () => {
  let root: string;
  before(async () => {
    root = await folder();
  });
  after(() => rm(root, { recursive: true }));

  test('leaves no drafts behind and passes its check', async () => {
    const files = createDiskFiles(root);
    await files.put('a.pdf', bytes('x'), 'application/pdf');
    await files.check();
    assert.deepEqual(await readdir(join(root, '.drafts')), []);
  });

  test('a full disk is a clear answer, and the old file stays whole', async (t) => {
    const small = join(root, 'small');
    await mkdir(small);
    if (!mountTiny(small)) return t.skip('mounting a tmpfs needs root');
    try {
      const tiny = createDiskFiles(small);
      await tiny.put('a.pdf', bytes('kept'), 'application/pdf');
      await assert.rejects(tiny.put('a.pdf', new Uint8Array(200_000), 'application/pdf'), { code: 'storage-full' });
      assert.deepEqual(await tiny.get('a.pdf'), Buffer.from('kept'));
      assert.deepEqual(await readdir(join(small, '.drafts')), []);
    } finally {
      execFileSync('umount', [small]);
    }
  });
});
