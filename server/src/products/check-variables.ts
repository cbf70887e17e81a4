import type { Layer } from '@luneo/sdk/design/document.js';
import { checkField, sayFieldIssue } from '@luneo/sdk/design/field-checks.js';
import type { ProductTemplate, Variable } from '@luneo/sdk/design/template.js';
import { variablesIn } from '@luneo/sdk/design/variables.js';
import { walkLayers } from '@luneo/sdk/design/walk.js';

type Report = (path: string, message: string) => void;

/** Variables and the rules of layers: names that repeat, references that lead nowhere, and fields that change nothing. */
export function checkVariables(template: ProductTemplate, report: Report): void {
  const { variables = [], layerRules = [] } = template;
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  const layers = new Map(template.start.flatMap((side) => [...walkLayers(side.layers)].map(({ layer }) => [layer.id, layer] as const)));
  const seen = new Set<string>();
  variables.forEach((variable, i) => {
    if (seen.has(variable.name)) report(`variables.${i}.name`, `${variable.name} is there twice`);
    seen.add(variable.name);
    checkVariable(variable, `variables.${i}`, report);
  });
  const used = checkUses(template, byName, report);
  const ruled = new Set<string>();
  layerRules.forEach((rule, i) => {
    const path = `layerRules.${i}`;
    if (ruled.has(rule.layer)) report(`${path}.layer`, `${rule.layer} has two rules`);
    ruled.add(rule.layer);
    const layer = layers.get(rule.layer);
    if (!layer) return report(`${path}.layer`, `no start layer has the id ${rule.layer}`);
    for (const kind of ['colour', 'picture'] as const) {
      const name = rule[kind];
      if (name === undefined) continue;
      used.add(name);
      if (byName.get(name)?.kind !== kind) report(`${path}.${kind}`, `${name} is not a variable of a ${kind}`);
      else if (!takes(layer, kind)) report(`${path}.${kind}`, `a ${layer.type} layer has no ${kind} to set`);
    }
  });
  variables.forEach(({ name }, i) => {
    if (!used.has(name)) report(`variables.${i}.name`, `no layer shows ${name}`);
  });
  if (template.mode === 'form' && variables.length === 0 && template.options.length === 0)
    report('mode', 'a form has variables or options to fill in');
}

const takes = (layer: Layer, kind: 'colour' | 'picture'): boolean =>
  kind === 'picture' ? layer.type === 'image' : layer.type !== 'image' && layer.type !== 'group';

function checkVariable(variable: Variable, path: string, report: Report): void {
  if (variable.kind === 'text' && (variable.minLength ?? 0) > variable.maxLength) report(`${path}.minLength`, 'is greater than maxLength');
  if (variable.kind === 'picture' || variable.default === undefined) return;
  const issue = checkField({ ...variable, required: false }, variable.default);
  if (issue) report(`${path}.default`, sayFieldIssue(variable.label, issue));
}

/** Names that start layers show; those that are no variable are reported. */
function checkUses(template: ProductTemplate, byName: ReadonlyMap<string, Variable>, report: Report): Set<string> {
  const used = new Set<string>();
  if (byName.size === 0) return used;
  template.start.forEach((side, i) => {
    for (const { layer } of walkLayers(side.layers)) {
      for (const name of variablesIn(layer)) {
        used.add(name);
        if (!byName.has(name)) report(`start.${i}`, `“${layer.name}” shows {{${name}}}, which is no variable`);
        else if (byName.get(name)!.kind === 'picture') report(`start.${i}`, `“${layer.name}” shows {{${name}}}, which is a picture`);
      }
    }
  });
  return used;
}
