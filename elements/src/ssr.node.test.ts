import assert from 'node:assert/strict';
import { test } from 'node:test';

for (const entry of ['./luneo-customizer.js', './loader.js', './customizer/panels/mount-editor.js', './customizer/form/mount-form.js'])
  test(`importing ${entry} on a server does not throw`, async () => {
    const module = (await import(entry)) as object;
    assert.ok(Object.keys(module).length > 0);
  });
