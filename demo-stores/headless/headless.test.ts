import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { DesignDocument, TextLayer } from '@luneo/sdk';
import { startStack, type Stack } from '../journeys/stack.js';

const JOURNEY = fileURLToPath(new URL('./journey.mjs', import.meta.url));
const JESSICA = "Grave en script cursif 'Jessica' centré sur le fermoir, couleur: or 18k, profondeur: 0.6mm";

const out = mkdtempSync(path.join(tmpdir(), 'luneo-headless-'));
let stack: Stack;

/** Runs the script as a developer would, against the running `npm start`. */
function run(dataDir: string, ...args: string[]): Promise<{ code: number; printed: string }> {
  const env = { ...process.env, LUNEO_DATA_DIR: dataDir, LUNEO_API_URL: '', LUNEO_SECRET_KEY: '' };
  return new Promise((resolve) => {
    execFile(process.execPath, [JOURNEY, ...args], { env, timeout: 600_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, printed: stdout + stderr }),
    );
  });
}

function designIn(folder: string): DesignDocument {
  return JSON.parse(readFileSync(path.join(folder, 'design.json'), 'utf8')) as DesignDocument;
}

describe('from words to files with the SDK alone', () => {
  before(async () => {
    stack = await startStack();
  });
  after(async () => {
    await stack?.stop();
    rmSync(out, { recursive: true, force: true });
  });

  test('Jessica is engraved in script in the middle of the clasp, in gold, 0.6 mm deep', async () => {
    const folder = path.join(out, 'bracelet');
    const { code, printed } = await run(stack.dataDir, '--prompt', JESSICA, '--out', folder);
    assert.equal(code, 0, printed);
    for (const step of ['product', 'design', 'price', 'finalize', 'order', 'paid', 'files made', 'downloaded'])
      assert.match(printed, new RegExp(`^${step} +\\d+ ms`, 'm'));

    const { options, sides } = designIn(folder);
    assert.deepEqual({ metal: options['metal'], depth: options['depth'] }, { metal: 'gold-18k', depth: 0.6 });
    const name = sides.flatMap(({ layers }) => layers).find((layer): layer is TextLayer => layer.type === 'text');
    assert.equal(name?.runs.map(({ text }) => text).join(''), 'Jessica');
    assert.match(name?.runs[0]?.font ?? '', /greatvibes|dancing/);

    assert.equal(readFileSync(path.join(folder, 'plate.pdf')).subarray(0, 5).toString(), '%PDF-');
    assert.match(readFileSync(path.join(folder, 'plate.svg'), 'utf8'), /^(?:<\?xml[^>]*>\s*)?<svg[^>]+mm/);
  });

  test('a T-shirt goes the same way, three of them cost three times as much', async () => {
    const folder = path.join(out, 'tshirt');
    const prompt = 'a red heart on the chest and "Team Lune" below';
    const { code, printed } = await run(stack.dataDir, '--product', 'tshirt', '--quantity', '3', '--prompt', prompt, '--out', folder);
    assert.equal(code, 0, printed);
    assert(existsSync(path.join(folder, 'front.pdf')), printed);
    const [, price] = /^price +\d+ ms +€([\d.,]+)$/m.exec(printed) ?? [];
    const [, total] = /^order +\d+ ms +.*€([\d.,]+), pending_payment$/m.exec(printed) ?? [];
    assert.equal(price, total);
  });

  test('a declined card ends with the page’s own words and no files', async () => {
    const folder = path.join(out, 'declined');
    const { code, printed } = await run(stack.dataDir, '--prompt', 'engrave "Ada"', '--out', folder, '--card', '4000 0000 0000 0002');
    assert.equal(code, 1);
    assert.match(printed, /The payment was refused: .*declined/);
    assert.deepEqual(existsSync(folder) ? readdirSync(folder) : [], []);
  });

  test('a wrong key, a missing demo and missing words are told in one sentence', async () => {
    const key = await run(stack.dataDir, '--api', stack.apiUrl, '--key', 'sk_test_nothing', '--prompt', 'x', '--out', out);
    assert.match(key.printed, /\(unauthenticated, request /);
    const demo = await run(path.join(out, 'nowhere'), '--prompt', 'x', '--out', out);
    assert.match(demo.printed, /run `npm start` first/);
    const words = await run(stack.dataDir, '--out', out);
    assert.match(words.printed, /Say what to make/);
    assert.deepEqual([key.code, demo.code, words.code], [1, 1, 1]);
  });
});
