import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createDiskFiles } from './disk.js';
import type { FileStore } from './files.js';

let root: string;
let files: FileStore;
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'luneo-files-'));
  files = createDiskFiles(root);
});
after(() => rm(root, { recursive: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function read(key: string): Promise<{ text: string; bytes: number; contentType: string } | null> {
  const file = await files.stream(key);
  if (!file) return null;
  const chunks: Buffer[] = [];
  for await (const chunk of file.body) chunks.push(chunk as Buffer);
  return { text: Buffer.concat(chunks).toString(), bytes: file.bytes, contentType: file.contentType };
}

/** A file system of `size` that is really full, where the tests run as root. */
function mountTiny(path: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('files on disk', () => {
  test('gives back what was put, with its type', async () => {
    await files.put('print/brd_1/a.pdf', bytes('one'), 'application/pdf');
    await files.put('assets/raw', bytes('two'), 'image/x-odd');
    assert.deepEqual(await read('print/brd_1/a.pdf'), { text: 'one', bytes: 3, contentType: 'application/pdf' });
    assert.deepEqual(await read('assets/raw'), { text: 'two', bytes: 3, contentType: 'image/x-odd' });
    assert.deepEqual(await files.get('print/brd_1/a.pdf'), Buffer.from('one'));
  });

  test('putting again replaces, deleting removes, and twice is no error', async () => {
    await files.put('x.json', bytes('1'), 'application/json');
    await files.put('x.json', bytes('22'), 'application/json');
    assert.equal((await read('x.json'))?.text, '22');
    await files.delete('x.json');
    await files.delete('x.json');
    assert.equal(await read('x.json'), null);
    assert.equal(await files.get('x.json'), null);
  });

  test('refuses keys that would leave its folder', async () => {
    for (const key of ['../x', '/etc/passwd', 'a/../../b', 'a//b', '', '.drafts/x', 'a\0b', 'a/.'])
      await assert.rejects(files.put(key, bytes('x'), 'text/plain'), /not a file key/, key);
  });

  test('leaves no drafts behind and passes its check', async () => {
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
