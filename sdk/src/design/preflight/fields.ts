import type { Finding } from '../../contracts/quote.js';
import type { DesignDocument } from '../document.js';
import { checkFields, sayFieldIssue } from '../field-checks.js';
import type { ProductTemplate } from '../template.js';
import { documentOfRow, isOverfull, layerOfVariable, variablesIn } from '../variables.js';
import { textOf, walkLayers } from '../walk.js';
import { aboutSide } from './context.js';

/** Checks of the template's variables, of the team list, and of words that still stand in for the shopper's. */
export function checkVariables(document: DesignDocument, template: ProductTemplate): Finding[] {
  return [
    ...checkValues(document, template),
    ...checkRows(document, template),
    ...checkUnknown(document, template),
    ...checkPlaceholders(document),
  ];
}

function checkValues(document: DesignDocument, template: ProductTemplate): Finding[] {
  const { variables = [] } = template;
  // Rows bring values of their own: a field that every row fills in need not be filled in beside them.
  const byRows = new Set(
    variables.map(({ name }) => name).filter((name) => document.rows?.every(({ values }) => Object.hasOwn(values, name))),
  );
  const findings = [...checkFields(document, template)].flatMap(([name, issue]) => {
    if (document.rows?.length && byRows.has(name)) return [];
    const { label } = variables.find((variable) => variable.name === name)!;
    const code = issue.kind === 'missing' ? 'field-empty' : 'field-invalid';
    const values = { field: name, name: label, issue: issue.kind, ...(issue.limit !== undefined && { limit: issue.limit }) };
    return [about(document, template, name, code, values, sayFieldIssue(label, issue))];
  });
  const known = new Set(variables.map(({ name }) => name));
  const gone = Object.keys(document.values ?? {}).filter((name) => !known.has(name));
  return [
    ...findings,
    ...gone.map((name) =>
      warning(
        aboutSide(
          null,
          'field-invalid',
          { field: name, name, issue: 'gone' },
          `This product has no field “${name}” any more. What was written there is not made.`,
        ),
      ),
    ),
    ...(isOverfull(document, template)
      ? [
          aboutSide(
            null,
            'field-invalid',
            { field: '', name: '', issue: 'too-much' },
            'What is written in the fields is too much for this design. Write less.',
          ),
        ]
      : []),
  ];
}

function about(
  document: DesignDocument,
  template: ProductTemplate,
  name: string,
  code: Finding['code'],
  values: Finding['values'],
  message: string,
): Finding {
  const place = layerOfVariable(document, template, name);
  return { ...aboutSide(place?.side ?? null, code, values, message), layerId: place?.layer.id ?? null };
}

/** The first thing that is wrong of each row; layout of every row is checked when it is ordered. */
function checkRows(document: DesignDocument, template: ProductTemplate): Finding[] {
  const { variables = [] } = template;
  return (document.rows ?? []).flatMap((row, index) => {
    const [first] = checkFields(documentOfRow(document, row), template);
    if (!first) return [];
    const [name, issue] = first;
    const { label } = variables.find((variable) => variable.name === name)!;
    const values = {
      row: index + 1,
      rowId: row.id,
      field: name,
      name: label,
      issue: issue.kind,
      ...(issue.limit !== undefined && { limit: issue.limit }),
    };
    return [aboutSide(null, 'row-invalid', values, `Row ${index + 1}: ${sayFieldIssue(label, issue)}`)];
  });
}

/** Only of products that have fields: elsewhere braces are braces. */
function checkUnknown(document: DesignDocument, template: ProductTemplate): Finding[] {
  if (!template.variables?.length) return [];
  const known = new Set(template.variables.map(({ name }) => name));
  return document.sides.flatMap((side) =>
    [...walkLayers(side.layers)].flatMap(({ layer }) => {
      const name = variablesIn(layer).find((each) => !known.has(each));
      if (name === undefined) return [];
      const message = `“${layer.name}” says {{${name}}}, and there is no such field: it is made just as it is written.`;
      return [warning({ ...aboutSide(side.id, 'variable-unknown', { field: name, name: layer.name }, message), layerId: layer.id })];
    }),
  );
}

const warning = (finding: Finding): Finding => ({ ...finding, severity: 'warning' });

/** Nobody wants what stands there until they write to be made. */
function checkPlaceholders(document: DesignDocument): Finding[] {
  return document.sides.flatMap((side) =>
    [...walkLayers(side.layers)].flatMap(({ layer, path }) => {
      if (layer.type !== 'text' || layer.placeholder === undefined || layer.hidden || path.some((group) => group.hidden)) return [];
      if (textOf(layer) !== layer.placeholder || layer.placeholder === '') return [];
      const message = `“${layer.placeholder}” is still what stood there. Write your own words or take it away.`;
      return [{ ...aboutSide(side.id, 'placeholder-left', { name: layer.name, text: layer.placeholder }, message), layerId: layer.id }];
    }),
  );
}
