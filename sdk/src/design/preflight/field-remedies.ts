import type { Finding } from '../../contracts/quote.js';
import type { DesignDocument } from '../document.js';
import type { Edit } from '../edits.js';
import type { ProductTemplate } from '../template.js';

/** Takes away what no field holds any more, or puts a choice that is gone back to the brand's. Words are the shopper's to mend. */
export function remedyField(finding: Finding, document: DesignDocument, template: ProductTemplate): Edit | null {
  const { field, issue, rowId } = finding.values;
  const name = String(field);
  if (issue !== 'gone' && issue !== 'not-a-choice' && issue !== 'wrong-kind') return null;
  if (finding.code === 'field-invalid') return { type: 'set-value', name, value: null };
  const rows = (document.rows ?? []).map((row) => {
    if (row.id !== rowId) return row;
    const { [name]: _, ...values } = row.values;
    return { ...row, values };
  });
  return template.variables?.some((variable) => variable.name === name) ? { type: 'set-rows', rows } : null;
}
