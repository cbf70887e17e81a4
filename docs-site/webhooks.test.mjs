import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { EVENT_TYPES } from '@luneo/sdk/contracts/events.js';

test('the guide lists every event with the words of the contract, and no other', async () => {
  const guide = await readFile(new URL('guides/webhooks.md', import.meta.url), 'utf8');
  const listed = [...guide.matchAll(/^\| `([a-z.]+)` \| (.+) \|$/gm)].map(([, type, words]) => [type, words]);
  const { 'webhook.test': _, ...events } = Object.fromEntries(listed);
  assert.deepEqual(events, EVENT_TYPES, 'the table in docs-site/guides/webhooks.md must have the words of sdk/src/contracts/events.ts');
});
