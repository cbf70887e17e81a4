import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FileStore } from './files.js';

export interface TestStore {
  files: FileStore;
  close: () => Promise<void>;
}
const TYPES: Record<string, string> = { png: 'image/png', webp: 'image/webp', pdf: 'application/pdf', json: 'application/json' };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What every file store promises. */
export function filesSuite(what: string, open: () => Promise<TestStore>): void {
  describe(what, () => {
    let files: FileStore;
    let close: () => Promise<void>;
    before(async () => {
      ({ files, close } = await open());
    });
    after(() => close());

    async function read(key: string): Promise<{ text: string; bytes: number; contentType: string } | null> {
      const file = await files.stream(key);
      if (!file) return null;
      return { text: (await collect(file.body)).toString(), bytes: file.bytes, contentType: file.contentType };
    }

    test('gives back what was put, with its type', async () => {
      await files.put('print/brd_1/a.pdf', bytes('one'), 'application/pdf');
      await files.put('assets/raw', bytes('two'), 'image/x-odd');
      assert.deepEqual(await read('print/brd_1/a.pdf'), { text: 'one', bytes: 3, contentType: 'application/pdf' });
      assert.deepEqual(await read('assets/raw'), { text: 'two', bytes: 3, contentType: 'image/x-odd' });
      assert.deepEqual(Buffer.from((await files.get('print/brd_1/a.pdf'))!), Buffer.from('one'));
      assert.deepEqual(await files.stat('print/brd_1/a.pdf'), { bytes: 3, contentType: 'application/pdf' });
      assert.deepEqual(await files.stat('assets/raw'), { bytes: 3, contentType: 'image/x-odd' });
    });

    test('keeps every byte of a large file', async () => {
      const large = Buffer.alloc(
        3_000_000,
        Uint8Array.from({ length: 256 }, (_, i) => i),
      );
      for (const key of ['large/photo.png', 'large/photo.webp', 'large/file.pdf']) {
        await files.put(key, large, { png: 'image/png', ebp: 'image/webp', pdf: 'application/pdf' }[key.slice(-3)]!);
        assert.ok(Buffer.from((await files.get(key))!).equals(large), key);
        const streamed = await files.stream(key);
        assert.ok((await collect(streamed!.body)).equals(large), key);
      }
    });

    test('gives a part of a file, and says how large the whole is', async () => {
      for (const key of ['part/a.png', 'part/a.pdf']) {
        await files.put(key, bytes('0123456789'), key.endsWith('png') ? 'image/png' : 'application/pdf');
        const part = await files.stream(key, { start: 3, end: 6 });
        assert.deepEqual([(await collect(part!.body)).toString(), part!.bytes], ['3456', 10], key);
      }
    });

    test('putting again replaces, deleting removes, and twice is no error', async () => {
      for (const [key, type] of [
        ['x.json', 'application/json'],
        ['y', 'text/x-odd'],
      ] as const) {
        await files.put(key, bytes('1'), type);
        await files.put(key, bytes('22'), type);
        assert.equal((await read(key))?.text, '22');
        await files.delete(key);
        await files.delete(key);
        assert.equal(await read(key), null);
        assert.equal(await files.get(key), null);
        assert.equal(await files.stat(key), null);
      }
    });

    test('of many who put the same file at once, one wins whole', async () => {
      const texts = Array.from({ length: 6 }, (_, i) => String(i).repeat(100_000));
      await Promise.all(texts.map((text) => files.put('race.json', bytes(text), 'application/json')));
      const { text } = (await read('race.json'))!;
      assert.ok(texts.includes(text), `${text.length} bytes of a mixture`);
    });

    test('names that differ in their ending only are different files', async () => {
      await files.put('same/a.png', bytes('png'), 'image/png');
      await files.put('same/a.webp', bytes('webp'), 'image/webp');
      assert.deepEqual([(await read('same/a.png'))?.text, (await read('same/a.webp'))?.text], ['png', 'webp']);
    });

    test('refuses keys that would leave its place', async () => {
      for (const key of ['../x', '/etc/passwd', 'a/../../b', 'a//b', '', '.drafts/x', 'a\0b', 'a/.']) {
        await assert.rejects(files.put(key, bytes('x'), 'text/plain'), /not a file key/, key);
        await assert.rejects(async () => files.get(key), /not a file key/, key);
      }
    });

    test('lists every file once, and nothing that it keeps for itself', async () => {
      await files.check();
      const made = ['list/a.png', 'list/c', 'list/d.json', 'list/deep/er/b.pdf', 'list/e.webp', 'list/f.png'];
      for (const key of made) await files.put(key, bytes('x'), key === 'list/c' ? 'text/x-odd' : TYPES[key.split('.')[1]!]!);
      const all: string[] = [];
      for await (const key of files.list()) all.push(key);
      assert.equal(new Set(all).size, all.length);
      assert.deepEqual(
        all.filter((key) => key.startsWith('list/')).toSorted((a, b) => (a < b ? -1 : 1)),
        made,
      );
      for (const key of all) assert.ok(await files.stat(key), key);
    });

    test('passes its check', async () => {
      await files.check();
      await files.check();
    });
  });
}

export async function collect(body: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
