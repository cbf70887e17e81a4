import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { Autosave, type Saved } from './autosave.js';
import { Drafts } from './drafts.js';
import { EMPTY_DOCUMENT, type SaveState } from './editor-state.js';

const version = (n: number): DesignDocument => ({ ...EMPTY_DOCUMENT, options: { n } });
const failure = (code: string, extra: object = {}): Error => Object.assign(new Error(code), { code, ...extra });

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

function setUp(push: (document: DesignDocument, to: Saved | null) => Promise<Saved>, revisionOf = async (): Promise<number> => 9) {
  const drafts = new Drafts('pk', 'prd', memory());
  const states: SaveState[] = [];
  const autosave = new Autosave({ push, revisionOf, drafts, onState: (state) => states.push(state), delay: 1 });
  return { autosave, drafts, states };
}

test('creates first, then saves over the revision it knows; one request at a time', async () => {
  const pushed: [unknown, number | null][] = [];
  const { autosave, states, drafts } = setUp(async ({ options }, to) => {
    pushed.push([options['n'], to?.revision ?? null]);
    if (pushed.length === 1) autosave.schedule(version(2));
    return { id: 'dsn_1', revision: (to?.revision ?? 0) + 1 };
  });
  autosave.schedule(version(1));
  await autosave.flush();
  assert.deepEqual(pushed, [[1, null], [2, 1]]); // prettier-ignore
  assert.equal(states.at(-1), 'saved');
  assert.deepEqual(drafts.read(), { designId: 'dsn_1', revision: 2, document: null });
  autosave.stop();
});

test('offline: the document stays on the device and is sent later', async () => {
  let isOffline = true;
  const { autosave, states, drafts } = setUp(async () => {
    if (isOffline) throw failure('network', { retryable: true });
    return { id: 'dsn_1', revision: 1 };
  });
  autosave.schedule(version(1));
  await assert.rejects(autosave.flush());
  assert.equal(states.at(-1), 'offline');
  assert.deepEqual(drafts.read()?.document, version(1));
  isOffline = false;
  autosave.retry();
  await autosave.flush();
  assert.equal(states.at(-1), 'saved');
  assert.equal(drafts.read()?.document, null);
  autosave.stop();
});

test('offline with a full storage: it does not say that the device has it, and goes on trying', async () => {
  let isOffline = true;
  const full = { ...memory(), setItem: () => { throw new Error('QuotaExceededError'); } }; // prettier-ignore
  const states: SaveState[] = [];
  const push = async (): Promise<Saved> => {
    if (isOffline) throw failure('network', { retryable: true });
    return { id: 'dsn_1', revision: 1 };
  };
  const drafts = new Drafts('pk', 'prd', full);
  const autosave = new Autosave({ push, revisionOf: async () => 1, drafts, onState: (state) => states.push(state), delay: 1 });
  autosave.schedule(version(1));
  await assert.rejects(autosave.flush());
  assert.equal(states.at(-1), 'failed');
  isOffline = false;
  autosave.retry();
  await autosave.flush();
  assert.equal(states.at(-1), 'saved');
  autosave.stop();
});

test('a stale revision is answered by saving the shopper’s document over the newer one', async () => {
  const seen: (number | null)[] = [];
  const { autosave } = setUp(async (_document, to) => {
    seen.push(to?.revision ?? null);
    if (to?.revision === 3) throw failure('revision-stale', { meta: { current: { revision: 7 } } });
    return { id: 'dsn_1', revision: 8 };
  });
  autosave.adopt({ id: 'dsn_1', revision: 3 });
  autosave.schedule(version(1));
  await autosave.flush();
  assert.deepEqual(seen, [3, 7]);
  assert.equal(autosave.saved?.revision, 8);
  autosave.stop();
});

test('a design that is gone is created anew', async () => {
  const { autosave } = setUp(async (_document, to) => {
    if (to) throw failure('not-found');
    return { id: 'dsn_2', revision: 1 };
  });
  autosave.adopt({ id: 'dsn_1', revision: 3 });
  autosave.schedule(version(1));
  await autosave.flush();
  assert.equal(autosave.saved?.id, 'dsn_2');
  autosave.stop();
});

test('a refusal is told and not repeated', async () => {
  let pushes = 0;
  const { autosave, states } = setUp(async () => {
    pushes++;
    throw failure('document-invalid');
  });
  autosave.schedule(version(1));
  await assert.rejects(autosave.flush(), { code: 'document-invalid' });
  assert.equal(states.at(-1), 'failed');
  assert.equal(pushes, 1);
  autosave.stop();
});

test('a full or blocked storage is no error', () => {
  const blocked = { getItem: () => null, removeItem: () => {}, setItem: () => { throw new Error('quota'); } }; // prettier-ignore
  assert.equal(new Drafts('pk', 'prd', blocked).write({ designId: null, revision: null, document: null }), false);
});
