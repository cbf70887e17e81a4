import type * as z from 'zod/mini';
import { DesignDocument } from './document.js';
import { repeatedLayerId } from './edit-rules.js';
import { SCHEMA_VERSION } from './limits.js';
import { upgrade } from './migrations.js';
import { scanJson } from './scan.js';

export interface DocumentIssue {
  /** Dotted, e.g. `sides.0.layers.3.width`. */
  path: string;
  message: string;
}

export type DocumentErrorCode = 'document-invalid' | 'document-too-new' | 'document-too-large';

/** Why `readDocument` refused; `code` is also the API's problem code. */
export class DocumentError extends Error {
  readonly code: DocumentErrorCode;
  readonly issues: DocumentIssue[];
  constructor(code: DocumentErrorCode, message: string, issues: DocumentIssue[] = []) {
    super(message);
    this.name = 'DocumentError';
    this.code = code;
    this.issues = issues;
  }
}

const MAX_ISSUES = 20;

/**
 * Reads untrusted JSON as a design document: refuses newer versions and anything over the limits before looking closer,
 * upgrades older ones, then validates. The input is untouched and the result shares nothing with it. Throws `DocumentError`.
 * `readQuickly` may do in the contract's place what it is certain of; for anything else it returns undefined.
 */
export function readDocument(input: unknown, readQuickly?: (input: unknown) => DesignDocument | undefined): DesignDocument {
  if (!isObject(input)) throw invalid([{ path: '', message: 'a design document is a JSON object' }]);
  const version = input['schemaVersion'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    throw invalid([{ path: 'schemaVersion', message: 'must be a whole number from 1' }]);
  if (version > SCHEMA_VERSION)
    throw new DocumentError('document-too-new', `The design has version ${version}; this program reads up to ${SCHEMA_VERSION}.`, [
      { path: 'schemaVersion', message: `is newer than ${SCHEMA_VERSION}` },
    ]);
  const scan = scanJson(input);
  if (scan)
    throw scan.kind === 'limit'
      ? new DocumentError('document-too-large', `The design is too large: ${scan.message}.`, [scan])
      : invalid([scan]);
  const current = upgrade(input, version);
  const read = readQuickly?.(current);
  if (read) return checkReferences(read);
  const parsed = DesignDocument.safeParse(current);
  if (!parsed.success) throw invalid(parsed.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: say(issue) })));
  return checkReferences(parsed.data as DesignDocument);
}

/** zod/mini carries no words of its own. */
function say(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `has no field ${issue.keys.join(', ')}`;
    case 'invalid_type':
      return `must be ${issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`;
    case 'too_small':
      return `must be ${issue.inclusive === false ? 'above' : 'at least'} ${issue.minimum}${issue.origin === 'number' ? '' : ' long'}`;
    case 'too_big':
      return `must be ${issue.inclusive === false ? 'below' : 'at most'} ${issue.maximum}${issue.origin === 'number' ? '' : ' long'}`;
    case 'invalid_union':
      return 'is of no known kind';
    case 'invalid_format':
      return 'has characters or a form that it cannot have';
    default:
      return issue.message;
  }
}

function checkReferences(document: DesignDocument): DesignDocument {
  const sides = new Set(document.sides.map((side) => side.id));
  if (sides.size !== document.sides.length) throw invalid([{ path: 'sides', message: 'two sides have the same id' }]);
  if (document.rows && new Set(document.rows.map((row) => row.id)).size !== document.rows.length)
    throw invalid([{ path: 'rows', message: 'two rows have the same id' }]);
  const repeated = repeatedLayerId(document);
  if (repeated !== undefined) throw invalid([{ path: 'sides', message: `two layers have the id ${repeated}` }]);
  return document;
}

function invalid(issues: DocumentIssue[]): DocumentError {
  const first = issues[0];
  const where = first?.path ? `${first.path}: ` : '';
  return new DocumentError(
    'document-invalid',
    `The design document is not valid (${where}${first?.message ?? 'unknown'}).`,
    issues.slice(0, MAX_ISSUES),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
