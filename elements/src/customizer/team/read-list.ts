import type { OptionValue, Row } from '@luneo/sdk/design/document.js';
import { newId } from '@luneo/sdk/design/create.js';
import { LIMITS } from '@luneo/sdk/design/limits.js';
import type { ProductOption, ProductTemplate, TextVariable, Variable } from '@luneo/sdk/design/template.js';
import { readCsv } from './csv.js';

/** What was understood of a list, and what was not. `row` counts from 1 as a spreadsheet does; null: the list as a whole. */
export interface ListIssue {
  kind: 'empty' | 'too-many' | 'too-large' | 'unreadable' | 'unknown-column' | 'missing-column' | 'not-offered' | 'quantity';
  row: number | null;
  /** Column or value that it is about. */
  what: string;
}
export interface ReadList {
  rows: Row[];
  issues: ListIssue[];
}

/** Larger files are no team list; they are not even read. Bytes. */
export const MAX_LIST_BYTES = 2_000_000;

/** Variables that a row may fill in: words and choices. */
export const rowVariables = (template: ProductTemplate): Exclude<Variable, { kind: 'picture' | 'colour' }>[] =>
  (template.variables ?? []).filter((variable) => variable.kind === 'text' || variable.kind === 'choice');

/** Options that a row may choose. */
export const rowOptions = (template: ProductTemplate): Extract<ProductOption, { kind: 'choice' }>[] =>
  template.options.filter((option) => option.kind === 'choice');

const QUANTITY = [
  'quantity',
  'qty',
  'count',
  'pieces',
  'quantité',
  'qté',
  'nombre',
  'menge',
  'anzahl',
  'cantidad',
  'quantità',
  'الكمية',
  'العدد',
];

type Column =
  | { kind: 'value'; variable: ReturnType<typeof rowVariables>[number] }
  | { kind: 'option'; option: ReturnType<typeof rowOptions>[number] }
  | { kind: 'quantity' };

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/**
 * Reads a pasted list or a CSV file: commas, semicolons or tabs, quotes, a byte order mark, with or without a line of headings.
 * Without one the columns are the variables in the template's order, then the options. What a row says is checked by preflight
 * like any other value, so that it can be mended where it stands.
 */
export function readList(text: string, template: ProductTemplate): ReadList {
  const issues: ListIssue[] = [];
  // One more than fits tells that there are too many, without reading a hundred thousand.
  const { rows: data, unclosed } = readCsv(text.replace(/^\uFEFF/, ''), LIMITS.rowsPerDocument + 2);
  if (data.length === 0) return { rows: [], issues: [{ kind: 'empty', row: null, what: '' }] };
  if (unclosed !== null) issues.push({ kind: 'unreadable', row: unclosed, what: '' });
  const [first] = data;
  const named = first!.map((heading) => columnOf(heading, template));
  const hasHeadings = named.some((column) => column !== null);
  const columns: (Column | null)[] = hasHeadings ? named : inOrder(template);
  const body = hasHeadings ? data.slice(1) : data;
  if (hasHeadings) issues.push(...headingIssues(first!, named, template));
  if (body.length > LIMITS.rowsPerDocument)
    return { rows: [], issues: [{ kind: 'too-many', row: null, what: String(LIMITS.rowsPerDocument) }] };
  if (body.length === 0) issues.push({ kind: 'empty', row: null, what: '' });
  const rows = body.map((cells, at) => readRow(cells, columns, at + (hasHeadings ? 2 : 1), issues));
  return { rows, issues };
}

function columnOf(heading: string, template: ProductTemplate): Column | null {
  const name = plain(heading);
  const variable = rowVariables(template).find((each) => [each.name, each.label].some((known) => plain(known) === name));
  if (variable) return { kind: 'value', variable };
  const option = rowOptions(template).find((each) => [each.id, each.name, ...each.aliases].some((known) => plain(known) === name));
  if (option) return { kind: 'option', option };
  return QUANTITY.includes(name) ? { kind: 'quantity' } : null;
}

const inOrder = (template: ProductTemplate): Column[] => [
  ...rowVariables(template).map((variable): Column => ({ kind: 'value', variable })),
  ...rowOptions(template).map((option): Column => ({ kind: 'option', option })),
];

function headingIssues(headings: readonly string[], named: readonly (Column | null)[], template: ProductTemplate): ListIssue[] {
  const unknown = headings.filter((heading, at) => !named[at] && heading.trim() !== '');
  const has = new Set(named.flatMap((column) => (column?.kind === 'value' ? [column.variable.name] : [])));
  const missing = rowVariables(template).filter(({ name, required }) => required && !has.has(name));
  return [
    ...unknown.map((what): ListIssue => ({ kind: 'unknown-column', row: null, what: what.trim().slice(0, 40) })),
    ...missing.map(({ label }): ListIssue => ({ kind: 'missing-column', row: null, what: label })),
  ];
}

function readRow(cells: readonly string[], columns: readonly (Column | null)[], line: number, issues: ListIssue[]): Row {
  const row: Row = { id: newId('r'), quantity: 1, values: {} };
  const options: Record<string, OptionValue> = {};
  cells.forEach((cell, at) => {
    const column = columns[at];
    const text = cell.normalize('NFC').trim();
    if (!column || text === '') return;
    if (column.kind === 'quantity') row.quantity = quantityOf(text, line, issues);
    else if (column.kind === 'value') row.values[column.variable.name] = valueOf(column.variable, text);
    else {
      const choice = column.option.choices.find(({ id, name, aliases }) =>
        [id, name, ...aliases].some((known) => plain(known) === plain(text)),
      );
      if (choice) options[column.option.id] = choice.id;
      else issues.push({ kind: 'not-offered', row: line, what: text.slice(0, 40) });
    }
  });
  return Object.keys(options).length > 0 ? { ...row, options } : row;
}

/** A choice by its name; words as they are, as far as a design can hold them. */
function valueOf(variable: TextVariable | Extract<Variable, { kind: 'choice' }>, text: string): string {
  const choice =
    variable.kind === 'choice'
      ? variable.choices.find(({ id, name }) => [id, name].some((known) => plain(known) === plain(text)))
      : undefined;
  return choice?.id ?? text.slice(0, LIMITS.valueLength);
}

function quantityOf(text: string, line: number, issues: ListIssue[]): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 1_000) return count;
  issues.push({ kind: 'quantity', row: line, what: text.slice(0, 40) });
  return 1;
}

/** The words of a file: UTF-8, else as spreadsheets of western Europe write them. Null when it is too large to be a list. */
export async function textOfFile(file: Blob): Promise<string | null> {
  if (file.size > MAX_LIST_BYTES) return null;
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
