import * as z from 'zod/mini';
import * as accounts from '@luneo/sdk/contracts/accounts.js';
import * as designs from '@luneo/sdk/contracts/designs.js';
import { ENDPOINT_GROUPS, ENDPOINTS, type Caller, type Endpoint } from '@luneo/sdk/contracts/endpoints.js';
import * as keys from '@luneo/sdk/contracts/keys.js';
import * as media from '@luneo/sdk/contracts/media.js';
import * as oauth from '@luneo/sdk/contracts/oauth.js';
import * as orders from '@luneo/sdk/contracts/orders.js';
import { Problem } from '@luneo/sdk/contracts/problem.js';
import * as products from '@luneo/sdk/contracts/products.js';
import * as quote from '@luneo/sdk/contracts/quote.js';
import * as realtime from '@luneo/sdk/contracts/realtime.js';
import * as document from '@luneo/sdk/design/document.js';
import * as template from '@luneo/sdk/design/template.js';
import { VERSION } from './health.js';

export type JsonSchema = {
  [key: string]: unknown;
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
};

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: Record<string, string[]>[];
  /** The permission that the caller's role and key must have. */
  'x-luneo-permission'?: string;
  parameters?: { name: string; in: 'path' | 'query' | 'header'; required: boolean; description?: string; schema: JsonSchema }[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: JsonSchema }> }>;
}

export interface OpenApi {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } };
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, object> };
}

const SCHEMES: Record<Exclude<Caller, 'public'>, string> = {
  pk: 'Publishable key, pk_…: public, reads the published catalogue and starts shopper sessions.',
  shopper: 'Shopper session of POST /v1/sessions: the rows of one shopper, for 30 minutes, renewable.',
  staff: 'Access token of POST /v1/auth/login: the rows of the brand, for 15 minutes.',
  sk: 'Secret key, sk_…: for servers only, the rows of the brand.',
};
const TAGS = Object.keys(ENDPOINT_GROUPS);
const REASONS: Record<number, string> = { 200: 'Done', 201: 'Created', 202: 'Accepted', 204: 'Done, no body' };

/** Schemas that the description names; every other one is written where it is used. */
const named = z.registry<{ id: string }>();
for (const module of [document, template, quote, accounts, keys, oauth, products, media, designs, orders, realtime, { Problem }])
  for (const [id, schema] of Object.entries(module)) if (isSchema(schema) && /^[A-Z]/.test(id)) named.add(schema, { id });

function isSchema(value: unknown): value is z.ZodMiniType {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

/** The whole HTTP surface as OpenAPI 3.1, made from the endpoint table and its schemas. The same table gives the same text. */
export function openApi(): OpenApi {
  const schemas: Record<string, JsonSchema> = {};
  const paths: OpenApi['paths'] = {};
  const problem = { 'application/problem+json': { schema: schemaOf(Problem, 'input', schemas) } };
  for (const [name, endpoint] of Object.entries(ENDPOINTS as Record<string, Endpoint>)) {
    const operation = describe(name, endpoint, schemas);
    operation.responses['default'] = { description: 'Refused or failed; `code` says why', content: problem };
    (paths[endpoint.path] ??= {})[endpoint.method.toLowerCase()] = operation;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Luneo API',
      version: VERSION,
      description:
        'Personalise products, order them, and fetch their production files. Lengths are millimetres, money is integer minor units, times are ISO 8601 UTC.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: TAGS.map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: Object.fromEntries(
        Object.entries(SCHEMES).map(([caller, description]) => [caller, { type: 'http', scheme: 'bearer', description }]),
      ),
    },
  };
}

function describe(name: string, endpoint: Endpoint, schemas: Record<string, JsonSchema>): Operation {
  const parameters = parametersOf(endpoint, schemas);
  const body = bodyOf(endpoint, schemas);
  const responses: Operation['responses'] = {};
  for (const [status, schema] of Object.entries(endpoint.replies)) {
    const description = REASONS[Number(status)] ?? 'Done';
    responses[status] = schema
      ? { description, content: { 'application/json': { schema: schemaOf(schema, 'input', schemas) } } }
      : { description };
  }
  return {
    operationId: name,
    tags: [tagOf(name)],
    summary: endpoint.summary,
    security: endpoint.callers.flatMap((caller) => (caller === 'public' ? [] : [{ [caller]: [] }])),
    ...(endpoint.needs && { 'x-luneo-permission': endpoint.needs }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: body }),
    responses,
  };
}

const tagOf = (name: string): string => Object.entries(ENDPOINT_GROUPS).find(([, group]) => name in group)![0];

function parametersOf(endpoint: Endpoint, schemas: Record<string, JsonSchema>): NonNullable<Operation['parameters']> {
  const from = (schema: z.ZodMiniType | undefined, place: 'path' | 'query') => {
    const { properties = {}, required = [] } = schema ? schemaOf(schema, 'output', schemas) : {};
    return Object.entries(properties).map(([name, property]) => ({ name, in: place, required: required.includes(name), schema: property }));
  };
  const headers = Object.entries(endpoint.headers ?? {}).map(([name, description]) => ({
    name,
    in: 'header' as const,
    required: description.endsWith('Required.'),
    description,
    schema: { type: 'string' },
  }));
  return [...from(endpoint.params, 'path'), ...from(endpoint.query, 'query'), ...headers];
}

function bodyOf({ body }: Endpoint, schemas: Record<string, JsonSchema>): Operation['requestBody'] {
  if (!body) return undefined;
  if ('raw' in body) {
    const schema = { type: 'string', format: 'binary', maxLength: body.maxBytes };
    return { required: true, content: Object.fromEntries(body.raw.map((type) => [type, { schema }])) };
  }
  const required = !body.safeParse({}).success;
  return { required, content: { 'application/json': { schema: schemaOf(body, 'input', schemas) } } };
}

/** JSON Schema of `schema`; named ones go to `schemas` and are referred to. */
function schemaOf(schema: z.ZodMiniType, io: 'input' | 'output', schemas: Record<string, JsonSchema>): JsonSchema {
  const {
    $schema: _,
    $defs = {},
    ...rest
  } = z.toJSONSchema(schema, { metadata: named, io, unrepresentable: 'any', override: simplify }) as JsonSchema & {
    $defs?: Record<string, JsonSchema>;
  };
  for (const [id, definition] of Object.entries($defs)) schemas[id] ??= refer(definition) as JsonSchema;
  return refer(rest) as JsonSchema;
}

/** The format of a date says it already, and its pattern is 300 characters long; every JSON integer is a safe one. */
function simplify({ jsonSchema }: { jsonSchema: Record<string, unknown> }): void {
  if (jsonSchema['format'] === 'date-time') delete jsonSchema['pattern'];
  if (jsonSchema['minimum'] === Number.MIN_SAFE_INTEGER) delete jsonSchema['minimum'];
  if (jsonSchema['maximum'] === Number.MAX_SAFE_INTEGER) delete jsonSchema['maximum'];
  delete jsonSchema['id'];
}

function refer(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(refer);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      key === '$ref' && typeof child === 'string' ? child.replace('#/$defs/', '#/components/schemas/') : refer(child),
    ]),
  );
}
