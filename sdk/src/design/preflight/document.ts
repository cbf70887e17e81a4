import type { Finding } from '../../contracts/quote.js';
import type { DesignDocument, OptionValue } from '../document.js';
import { guardedIn, guardedLayers, keepsRules, mayGo } from '../layer-rules.js';
import { meets, type OptionValues, pickVariant, resolveOptions } from '../options.js';
import type { ProductOption, ProductTemplate } from '../template.js';
import { findLayer, isBlank, producedLayers, textOf, walkLayers } from '../walk.js';
import { namesIn, resolveDesign } from '../variables.js';
import { aboutSide } from './context.js';
import { checkVariables } from './fields.js';

/** Checks of the document as a whole: sides, options, locks and what must not stay empty. */
export function checkDocument(document: DesignDocument, template: ProductTemplate): Finding[] {
  const { document: resolved } = resolveDesign(document, template);
  return [
    ...checkSides(document, template),
    ...checkOptions(document, template),
    ...checkVariant(document, template),
    ...checkLocks(document, template),
    ...checkVariables(document, template),
    ...checkRequired(resolved, template),
    ...checkEmptyTexts(document, template),
    ...checkNothing(resolved, template),
  ];
}

function checkSides(document: DesignDocument, template: ProductTemplate): Finding[] {
  const known = new Set(template.sides.map((side) => side.id));
  return document.sides
    .filter((side) => !known.has(side.id))
    .map((side) =>
      aboutSide(side.id, 'side-unknown', { side: side.id }, `This product has no side “${side.id}”. Take it out of the design.`),
    );
}

/** Options that the product does not have, and values that it does not offer. */
export function checkOptions(document: DesignDocument, template: ProductTemplate): Finding[] {
  const byId = new Map(template.options.map((option) => [option.id, option]));
  const visible = resolveOptions(document, template);
  return Object.entries(document.options).flatMap(([id, value]) => {
    const option = byId.get(id);
    const closed = option && visible.has(id) ? closedChoice(option, value, visible) : undefined;
    if (option && (!visible.has(id) || (accepts(option, value) && !closed))) return [];
    const name = option?.name ?? id;
    if (closed) {
      const message = `${closed.name} cannot be chosen for ${name}${closed.reason ? ` (${closed.reason})` : ''}. Choose another value.`;
      return [
        aboutSide(
          null,
          'option-invalid',
          { option: id, name, value: closed.name, ...(closed.reason && { reason: closed.reason }) },
          message,
        ),
      ];
    }
    const message = option
      ? `“${String(value)}” is not available for ${name}. Choose another value.`
      : `This product has no option “${id}”.`;
    return [aboutSide(null, 'option-invalid', { option: id, name, value: String(value) }, message)];
  });
}

/** The choice that is there, but not with the other options. */
function closedChoice(option: ProductOption, value: OptionValue, values: OptionValues) {
  const choice = option.kind === 'choice' ? option.choices.find(({ id }) => id === value) : undefined;
  return choice && !meets(choice.availableWhen, values) ? choice : undefined;
}

function accepts(option: ProductOption, value: OptionValue): boolean {
  if (option.kind === 'choice') return option.choices.some((choice) => choice.id === value);
  if (typeof value !== 'number' || value < option.min - 1e-9 || value > option.max + 1e-9) return false;
  const steps = (value - option.min) / option.step;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}

function checkVariant(document: DesignDocument, template: ProductTemplate): Finding[] {
  if (document.variantId === undefined) return [];
  const variant = pickVariant(document, template);
  const values = resolveOptions(document, template);
  if (variant && Object.entries(variant.options).every(([id, value]) => values.get(id) === value)) return [];
  const message = variant ? `${variant.name} does not go with the chosen options.` : 'This version of the product is not available.';
  return [aboutSide(null, 'option-invalid', { option: 'variantId', name: 'Variant', value: document.variantId }, message)];
}

/** Locked start layers must be there as the brand drew them, those with a rule but for what it frees. */
function checkLocks(document: DesignDocument, template: ProductTemplate): Finding[] {
  return guardedLayers(template).flatMap((guard) => {
    const found = guardedIn(document, guard);
    if (found ? keepsRules(found, guard.layer, guard.rules) : mayGo(guard)) return [];
    const { name, id } = guard.layer;
    const message = `“${name}” belongs to the product and cannot be ${found ? 'changed' : 'removed'}. Put it back.`;
    return [{ ...aboutSide(guard.side, 'layer-locked', { name }, message), layerId: id }];
  });
}

function checkRequired(document: DesignDocument, template: ProductTemplate): Finding[] {
  return template.required.flatMap((id) => {
    const start = template.start.find((side) => findLayer(side, id));
    const side = document.sides.find((each) => findLayer(each, id));
    const produced = side && [...producedLayers(side)].some(({ layer, path }) => layer.id === id || path.some((group) => group.id === id));
    if (produced) return [];
    const name = (start && findLayer(start, id)?.layer.name) ?? id;
    const message = `“${name}” is still empty. Fill it in to go on.`;
    return [{ ...aboutSide(side?.id ?? start?.id ?? null, 'required-empty', { name }, message), layerId: id }];
  });
}

function checkEmptyTexts(document: DesignDocument, template: ProductTemplate): Finding[] {
  const required = new Set(template.required);
  return document.sides.flatMap((side) =>
    [...walkLayers(side.layers)].flatMap(({ layer, path }) => {
      if (layer.type !== 'text' || layer.hidden || path.some((group) => group.hidden)) return [];
      // An optional field that nobody fills in is as the brand meant it; one in a text has its own finding.
      if (required.has(layer.id) || !isBlank(textOf(layer)) || namesIn(textOf(layer)).length > 0) return [];
      const message = `“${layer.name}” has no text. Write something or take it away.`;
      return [{ ...aboutSide(side.id, 'empty-text', { name: layer.name }, message), severity: 'warning' as const, layerId: layer.id }];
    }),
  );
}

function checkNothing(document: DesignDocument, template: ProductTemplate): Finding[] {
  const known = new Set(template.sides.map((side) => side.id));
  if (document.sides.some((side) => known.has(side.id) && !producedLayers(side).next().done)) return [];
  return [aboutSide(null, 'nothing-designed', {}, 'There is nothing to make yet. Add a text, a picture or describe your idea.')];
}
