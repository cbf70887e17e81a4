import type { JsonSchema } from '../openapi.js';
import { escape } from './html.js';

/** Deeper objects than this are named only. */
const MAX_DEPTH = 3;

/** A schema for reading: its fields as a definition list, or its type in one line. */
export function fieldsOf(schema: JsonSchema, depth = 0): string {
  const object = objectIn(schema);
  if (!object) return depth === 0 ? `<p><span class="type">${typeOf(schema)}</span>${limits(schema)}</p>` : '';
  const required = object.required ?? [];
  const fields = Object.entries(object.properties ?? {}).map(([name, child]) => {
    const optional = required.includes(name) ? '' : '<span class="optional">optional</span>';
    const details = limits(child);
    const inner = depth < MAX_DEPTH ? fieldsOf(child, depth + 1) : '';
    const head = `<dt><span class="name">${escape(name)}</span><span class="type">${typeOf(child)}</span>${optional}</dt>`;
    return `<div class="field">${head}${details || inner ? `<dd>${details}${inner}</dd>` : ''}</div>`;
  });
  return fields.length === 0 ? '<p><span class="type">{}</span></p>' : `<dl class="fields">${fields.join('')}</dl>`;
}

/** The object that a schema is, or that its list or its nullable is made of. */
function objectIn(schema: JsonSchema): JsonSchema | null {
  if (schema.properties) return schema;
  if (isSchema(schema['items'])) return objectIn(schema['items']);
  const members = membersOf(schema).filter((member) => member.type !== 'null');
  return members.length === 1 ? objectIn(members[0]!) : null;
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null && !Array.isArray(value);
const membersOf = (schema: JsonSchema): JsonSchema[] => ((schema['anyOf'] ?? schema['oneOf'] ?? []) as JsonSchema[]).filter(isSchema);

/** HTML of a type: `string`, `Layer[]` with a link, `"draft" | "published"`. */
export function typeOf(schema: JsonSchema): string {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1)!;
    return `<a href="#schema-${name}">${name}</a>`;
  }
  if (Array.isArray(schema['enum'])) return escape(schema['enum'].map((value) => JSON.stringify(value)).join(' | '));
  if ('const' in schema) return escape(JSON.stringify(schema['const']));
  const members = membersOf(schema);
  if (members.length > 0) return members.map(typeOf).join(' | ');
  if (Array.isArray(schema['prefixItems'])) return `[${(schema['prefixItems'] as JsonSchema[]).map(typeOf).join(', ')}]`;
  if (schema.type === 'array') return `${isSchema(schema['items']) ? wrap(typeOf(schema['items'])) : 'any'}[]`;
  if (schema.type === 'object' && !schema.properties && isSchema(schema['additionalProperties']))
    return `{ [name]: ${typeOf(schema['additionalProperties'])} }`;
  return escape([schema.type ?? 'any'].flat().join(' | '));
}

const wrap = (type: string): string => (type.includes(' | ') ? `(${type})` : type);

function limits(schema: JsonSchema): string {
  const said: string[] = [];
  const { minimum, maximum, exclusiveMinimum, minLength, maxLength, minItems, maxItems, pattern, format } = schema as Record<
    string,
    string | number | undefined
  >;
  if (format) said.push(escape(String(format)));
  if (minimum !== undefined || maximum !== undefined) said.push(`${minimum ?? '…'} to ${maximum ?? '…'}`);
  if (exclusiveMinimum !== undefined) said.push(`above ${exclusiveMinimum}`);
  if (minLength !== undefined || maxLength !== undefined) said.push(`${range(minLength, maxLength)} characters`);
  if (minItems !== undefined || maxItems !== undefined) said.push(`${range(minItems, maxItems)} entries`);
  if (pattern !== undefined && String(pattern).length < 90) said.push(`<code>${escape(String(pattern))}</code>`);
  return said.join(', ');
}

type Bound = string | number | undefined;
const range = (min: Bound, max: Bound): string => (min === undefined ? `at most ${max}` : `${min} to ${max ?? '…'}`);
