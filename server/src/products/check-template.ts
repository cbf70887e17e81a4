import { createDocument } from '@luneo/sdk/design/create.js';
import type { Layer, OptionValue } from '@luneo/sdk/design/document.js';
import { DocumentError, readDocument } from '@luneo/sdk/design/read.js';
import { checkVariables } from './check-variables.js';
import type { Condition, ProductOption, ProductTemplate } from '@luneo/sdk/design/template.js';

export interface TemplateIssue {
  path: string;
  message: string;
}
type Report = (path: string, message: string) => void;

/**
 * What the schema cannot see: ids that repeat, and references inside the template or to the brand's fonts that lead nowhere.
 * Paths are dotted, from the template.
 */
export function checkTemplate(template: ProductTemplate, brandFonts: ReadonlySet<string>): TemplateIssue[] {
  const issues: TemplateIssue[] = [];
  const report: Report = (path, message) => issues.push({ path, message });
  const options = new Map(template.options.map((option) => [option.id, option]));
  checkIds(template, report);
  checkFonts(template, brandFonts, report);
  template.options.forEach((option, i) => checkOption(option, options, `options.${i}`, report));
  template.sides.forEach((side, i) =>
    side.palettes?.forEach(({ when }, j) => checkCondition(when, options, `sides.${i}.palettes.${j}.when`, report)),
  );
  template.sides.forEach((side, i) =>
    side.mockup.variants.forEach((v, j) => checkValue(v.option, v.value, options, `sides.${i}.mockup.variants.${j}`, report)),
  );
  template.variants.forEach((variant, i) => {
    for (const [id, value] of Object.entries(variant.options)) checkValue(id, value, options, `variants.${i}.options.${id}`, report);
  });
  template.priceRules.forEach((rule, i) => {
    checkCondition(rule.when, options, `priceRules.${i}.when`, report);
    if (rule.per.kind !== 'unit') return;
    if (options.get(rule.per.option)?.kind !== 'number')
      report(`priceRules.${i}.per.option`, `${rule.per.option} is not an option with a number`);
  });
  checkStart(template, report);
  checkVariables(template, report);
  if (issues.length === 0) checkFirstDocument(template, report);
  return issues;
}

function checkIds(template: ProductTemplate, report: Report): void {
  const unique = (ids: readonly string[], path: string) => {
    const seen = new Set<string>();
    for (const id of ids) if (seen.size === seen.add(id).size) report(path, `${id} is there twice`);
  };
  const idsOf = (rows: readonly { id: string }[]) => rows.map((row) => row.id);
  unique(idsOf(template.sides), 'sides');
  unique(idsOf(template.options), 'options');
  unique(idsOf(template.variants), 'variants');
  unique(idsOf(template.priceRules), 'priceRules');
  unique(template.fonts, 'fonts');
  unique(idsOf(template.start), 'start');
  template.sides.forEach((side, i) => unique(idsOf(side.zones), `sides.${i}.zones`));
  template.options.forEach((option, i) => {
    if (option.kind === 'choice') unique(idsOf(option.choices), `options.${i}.choices`);
  });
}

function checkFonts(template: ProductTemplate, brandFonts: ReadonlySet<string>, report: Report): void {
  template.fonts.forEach((id, i) => {
    if (!brandFonts.has(id)) report(`fonts.${i}`, `the brand has no font ${id}`);
  });
}

function checkOption(option: ProductOption, options: ReadonlyMap<string, ProductOption>, path: string, report: Report): void {
  if (option.kind === 'number' && option.min > option.max) report(`${path}.min`, 'is greater than max');
  else if (!accepts(option, option.default)) report(`${path}.default`, `${option.default} is not a value of this option`);
  if (option.kind === 'choice')
    option.choices.forEach((choice, i) => checkCondition(choice.availableWhen, options, `${path}.choices.${i}.availableWhen`, report));
  checkCondition(option.visibleWhen, options, `${path}.visibleWhen`, report);
  if (dependsOnItself(option, options)) report(`${path}.visibleWhen`, 'the option depends on itself');
}

function checkCondition(condition: Condition | undefined, options: ReadonlyMap<string, ProductOption>, path: string, report: Report): void {
  condition?.forEach((part, i) => part.in.forEach((value) => checkValue(part.option, value, options, `${path}.${i}`, report)));
}

function checkValue(id: string, value: OptionValue, options: ReadonlyMap<string, ProductOption>, path: string, report: Report): void {
  const option = options.get(id);
  if (!option) report(path, `there is no option ${id}`);
  else if (!accepts(option, value)) report(path, `${String(value)} is not a value of ${id}`);
}

function accepts(option: ProductOption, value: OptionValue): boolean {
  if (option.kind === 'choice') return option.choices.some((choice) => choice.id === value);
  if (typeof value !== 'number' || value < option.min || value > option.max) return false;
  const steps = (value - option.min) / option.step;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}

function dependsOnItself(option: ProductOption, options: ReadonlyMap<string, ProductOption>): boolean {
  const seen = new Set<string>();
  const queue = option.visibleWhen?.map((part) => part.option) ?? [];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (id === option.id) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    queue.push(...(options.get(id)?.visibleWhen?.map((part) => part.option) ?? []));
  }
  return false;
}

function checkStart(template: ProductTemplate, report: Report): void {
  const sides = new Set(template.sides.map((side) => side.id));
  const fonts = new Set(template.fonts);
  const layerIds = new Set<string>();
  const visit = (layer: Layer, path: string): void => {
    if (layerIds.has(layer.id)) report(path, `two layers have the id ${layer.id}`);
    layerIds.add(layer.id);
    if (layer.type === 'group') layer.layers.forEach((child, i) => visit(child, `${path}.layers.${i}`));
    if (layer.type !== 'text') return;
    layer.runs.forEach((run, i) => {
      if (!fonts.has(run.font)) report(`${path}.runs.${i}.font`, `${run.font} is not among the template's fonts`);
    });
  };
  template.start.forEach((side, i) => {
    if (!sides.has(side.id)) report(`start.${i}.id`, `there is no side ${side.id}`);
    side.layers.forEach((layer, j) => visit(layer, `start.${i}.layers.${j}`));
  });
  template.required.forEach((id, i) => {
    if (!layerIds.has(id)) report(`required.${i}`, `no start layer has the id ${id}`);
  });
}

/** A new design must be a valid one: number of layers, depth of groups, size. */
function checkFirstDocument(template: ProductTemplate, report: Report): void {
  try {
    readDocument(createDocument('prd_new', template, []));
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    for (const { path, message } of error.issues) report(path.replace(/^sides/, 'start'), message);
  }
}
