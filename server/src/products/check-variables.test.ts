import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageLayer, shapeLayer, textLayer } from '@luneo/sdk/design/create.js';
import type { ProductTemplate } from '@luneo/sdk/design/template.js';
import { checkTemplate } from './check-template.js';
import { testTemplate } from '../testing-catalogue.js';

const shows = (text: string) => textLayer({ id: 'name', text, font: 'fnt_a', locked: true });
const issues = (change: Partial<ProductTemplate>): string[] => {
  const template = { ...testTemplate('fnt_a'), required: [], ...change } as ProductTemplate;
  return checkTemplate(template, new Set(template.fonts)).map(({ path, message }) => `${path}: ${message}`);
};
const name = { kind: 'text' as const, name: 'name', label: 'Name', required: true, maxLength: 5 };
const side = testTemplate('fnt_a').sides[0]!.id;

test('variables that repeat, lead nowhere or change nothing are told with their place', () => {
  const start = [{ id: side, layers: [shows('{{name}}'), shapeLayer({ id: 'stripe' }), imageLayer({ id: 'crest', asset: 'none' })] }];
  assert.deepEqual(issues({ variables: [name], start }), []);
  assert.deepEqual(issues({ variables: [name, name], start }), ['variables.1.name: name is there twice']);
  assert.deepEqual(issues({ variables: [name], start: [{ id: side, layers: [shows('{{nam}}')] }] }), [
    'start.0: “{{nam}}” shows {{nam}}, which is no variable',
    'variables.0.name: no layer shows name',
  ]);
  assert.deepEqual(issues({ variables: [{ ...name, default: 'Magdalena' }], start }), [
    'variables.0.default: “Name” is too long. Write at most 5 characters.',
  ]);
  const rules = [
    { layer: 'crest', may: [], colour: 'name' },
    { layer: 'gone', may: [] },
  ];
  assert.deepEqual(issues({ variables: [name], start, layerRules: rules }), [
    'layerRules.0.colour: name is not a variable of a colour',
    'layerRules.1.layer: no start layer has the id gone',
  ]);
  assert.deepEqual(
    issues({ mode: 'form', options: [], variants: [], priceRules: [], variables: [] }).filter((issue) => issue.startsWith('mode')),
    ['mode: a form has variables or options to fill in'],
  );
});
