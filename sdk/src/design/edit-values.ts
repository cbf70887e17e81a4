import type { Edit } from './edits.js';
import { type Check, list, number, object, optional, plain, refuse, text } from './edit-checks.js';
import { checkDocumentLimits, crop, id, optionValue } from './edit-rules.js';
import type { DesignDocument, FieldValue } from './document.js';
import { BOUNDS, LIMITS, VARIABLE } from './limits.js';

const variable = text(40, { form: VARIABLE, means: 'a name of letters, digits and _ that begins with a letter' });
const words = text(LIMITS.valueLength);
const picture = object({ asset: id, crop });
const fieldValue: Check = (value, what) => (typeof value === 'string' ? words : picture)(value, what);

const named =
  (name: Check, entry: Check): Check =>
  (value, what) => {
    for (const [key, each] of Object.entries(plain(value, what))) {
      name(key, `a name in ${what}`);
      entry(each, `${what}.${key}`);
    }
  };
const count: Check = (value, what) => {
  number(1, BOUNDS.rowQuantity)(value, what);
  if (!Number.isInteger(value)) refuse(`${what} is a whole number`);
};
const rows = list(
  object({ id, quantity: count, values: named(variable, words), options: optional(named(id, optionValue)) }),
  0,
  LIMITS.rowsPerDocument,
);

/** Gives a variable of the template its value; null takes it away. */
export function setValue(document: DesignDocument, { name, value }: Extract<Edit, { type: 'set-value' }>): DesignDocument {
  variable(name, 'a variable');
  if (value !== null) fieldValue(value, `the value of ${name}`);
  if (valueOf(document, name) === value) return document;
  const { values, ...others } = document;
  const { [name]: _, ...rest } = values ?? {};
  const next = value === null ? rest : { ...rest, [name]: value };
  return checkDocumentLimits(Object.keys(next).length > 0 ? { ...others, values: next } : others);
}

export function valueOf({ values }: DesignDocument, name: string): FieldValue | null {
  return values && Object.hasOwn(values, name) ? (values[name] as FieldValue) : null;
}

/** Replaces the team list; an empty one is none. */
export function setRows(document: DesignDocument, edit: Extract<Edit, { type: 'set-rows' }>): DesignDocument {
  rows(edit.rows, 'rows');
  const ids = new Set(edit.rows.map((row) => row.id));
  if (ids.size !== edit.rows.length) refuse('two rows have the same id');
  const { rows: _, ...rest } = document;
  return checkDocumentLimits(edit.rows.length > 0 ? { ...rest, rows: edit.rows } : rest);
}
