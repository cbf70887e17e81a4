import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DesignDocument } from '@luneo/sdk/design/document.js';
import { EMPTY_DOCUMENT } from './editor-state.js';
import { History } from './history.js';

const version = (n: number): DesignDocument => ({ ...EMPTY_DOCUMENT, options: { n } });

test('undo gives back the very same document, and redo the later one', () => {
  const [a, b] = [version(1), version(2)];
  const history = new History();
  history.push(a, b, ['x'], { label: 'move' });
  assert.equal(history.undoLabel, 'move');
  const undone = history.undo();
  assert.equal(undone?.document, a);
  assert.deepEqual(undone?.selection, ['x']);
  assert.equal(history.redoLabel, 'move');
  assert.equal(history.redo()?.document, b);
  assert.equal(history.redo(), null);
});

test('changes with one key are one step while they follow each other closely', () => {
  const [a, b, c, d] = [version(1), version(2), version(3), version(4)];
  const history = new History();
  history.push(a, b, [], { label: 'style', coalesce: 'size' }, 0);
  history.push(b, c, [], { label: 'style', coalesce: 'size' }, 1_000);
  history.push(c, d, [], { label: 'style', coalesce: 'size' }, 5_000);
  assert.equal(history.undo()?.document, c);
  assert.equal(history.undo()?.document, a);
  assert.equal(history.undo(), null);
});

test('a sealed step takes no more changes', () => {
  const [a, b, c] = [version(1), version(2), version(3)];
  const history = new History();
  history.push(a, b, [], { label: 'style', coalesce: 'size' }, 0);
  history.seal();
  history.push(b, c, [], { label: 'style', coalesce: 'size' }, 1);
  assert.equal(history.undo()?.document, b);
});

test('a new change forgets what was undone', () => {
  const [a, b, c] = [version(1), version(2), version(3)];
  const history = new History();
  history.push(a, b, [], { label: 'move' });
  history.undo();
  history.push(a, c, [], { label: 'move' });
  assert.equal(history.redoLabel, null);
});
