import { createHash } from 'node:crypto';
import { PROBLEMS } from '@luneo/sdk/contracts/problem.js';
import type { JsonSchema, OpenApi, Operation } from '../openapi.js';
import { fieldsOf, typeOf } from './fields.js';
import { escape } from './html.js';
import { STYLE } from './style.js';

/** No script at all, the one style by its hash, nothing from anywhere else. */
export const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

interface Entry {
  method: string;
  path: string;
  operation: Operation;
}

/** The API reference as one page of HTML, made from the OpenAPI description. `origin` is used in the examples. */
export function referencePage(api: OpenApi, origin: string): string {
  const entries = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Entry => ({ method, path, operation })),
  );
  const groups = api.tags.map(({ name }) => ({ name, entries: entries.filter((entry) => entry.operation.tags.includes(name)) }));
  const shown = groups.filter((group) => group.entries.length > 0);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Luneo API reference</title>
<style>${STYLE}</style>
<div class="page">
<nav aria-label="Contents"><a class="brand" href="#top">Luneo API</a>
${shown.map((group) => `<section><h2>${group.name}</h2><ul>${group.entries.map(link).join('')}</ul></section>`).join('\n')}
<section><h2>More</h2><ul><li><a href="#errors">Errors</a></li><li><a href="#schemas">Schemas</a></li><li><a href="/openapi.json">openapi.json</a></li></ul></section>
</nav>
<main id="top">
${introduction(api, origin)}
${shown.map((group) => `<section><h2>${group.name}</h2>${group.entries.map((entry) => article(entry, api, origin)).join('\n')}</section>`).join('\n')}
${errors()}
${schemas(api.components.schemas)}
</main>
</div>
</html>`;
}

const link = ({ operation }: Entry): string => `<li><a href="#${operation.operationId}">${escape(operation.summary)}</a></li>`;

function introduction(api: OpenApi, origin: string): string {
  const schemes = Object.entries(api.components.securitySchemes as Record<string, { description: string }>);
  return `<h1>API reference</h1><p class="lead">${escape(api.info.description)}</p>
<article><h3>Who is calling</h3><p>Send one of these as <code>Authorization: Bearer …</code>.</p>
<div class="scroll"><table><tbody>${schemes.map(([name, { description }]) => `<tr><td><code>${name}</code></td><td>${escape(description)}</td></tr>`).join('')}</tbody></table></div>
<pre>curl ${escape(origin)}/v1/products -H "Authorization: Bearer pk_test_…"</pre></article>`;
}

function article({ method, path, operation }: Entry, api: OpenApi, origin: string): string {
  const callers = operation.security.flatMap((one) => Object.keys(one));
  const parameters: JsonSchema = {
    properties: Object.fromEntries((operation.parameters ?? []).map((each) => [each.name, each.schema])),
    required: (operation.parameters ?? []).filter((each) => each.required).map((each) => each.name),
  };
  const notes = (operation.parameters ?? []).flatMap((each) =>
    each.description ? [`<p><code>${each.name}</code>: ${escape(each.description)}</p>`] : [],
  );
  return `<article id="${operation.operationId}"><h3><a href="#${operation.operationId}">${escape(operation.summary)}</a></h3>
<div class="call"><span class="method ${method}">${method.toUpperCase()}</span><span class="path">${escape(path)}</span></div>
<p class="who">${callers.length === 0 ? 'Everybody' : `For ${callers.map((caller) => `<code>${caller}</code>`).join(', ')}`} · <code>${operation.operationId}</code></p>
${operation.parameters ? part('Parameters', fieldsOf(parameters) + notes.join('')) : ''}
${operation.requestBody ? part('Body', bodies(operation.requestBody.content, api)) : ''}
${part('Replies', replies(operation))}
<pre>${escape(example(method, path, operation, origin))}</pre></article>`;
}

const part = (title: string, html: string): string => `<div class="part"><h4>${title}</h4>${html}</div>`;

/** A named schema is opened here: what to send should not be a page away. */
function bodies(content: Record<string, { schema: JsonSchema }>, api: OpenApi): string {
  const json = content['application/json'];
  if (json && json.schema['format'] !== 'binary')
    return fieldsOf(api.components.schemas[json.schema.$ref?.split('/').at(-1) ?? ''] ?? json.schema);
  const [first] = Object.values(content);
  const size = Number(first?.schema['maxLength'] ?? 0) / 1e6;
  return `<p>The bytes, as ${Object.keys(content)
    .map((type) => `<code>${escape(type)}</code>`)
    .join(', ')}; at most ${size} MB.</p>`;
}

function replies(operation: Operation): string {
  return Object.entries(operation.responses)
    .filter(([status]) => status !== 'default')
    .map(([status, { description, content }]) => {
      const schema = content?.['application/json']?.schema;
      const head = `<span class="status">${status}</span>${escape(description)}`;
      if (!schema) return `<p>${head}</p>`;
      return schema.$ref ? `<p>${head}: <span class="type">${typeOf(schema)}</span></p>` : `<p>${head}</p>${fieldsOf(schema)}`;
    })
    .join('');
}

function example(method: string, path: string, operation: Operation, origin: string): string {
  const lines = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}${origin}${path.replaceAll(/\{(\w+?)(?:Id)?\}/g, (_, noun: string) => `$${noun.toUpperCase()}`)}`,
  ];
  if (operation.security.length > 0) lines.push('  -H "Authorization: Bearer $TOKEN"');
  for (const { in: place, name, required } of operation.parameters ?? [])
    if (place === 'header' && required) lines.push(`  -H '${name}: "1"'`);
  const types = Object.keys(operation.requestBody?.content ?? {});
  if (types.length > 0)
    lines.push(`  -H "Content-Type: ${types[0]}"`, types[0] === 'application/json' ? "  -d '{ … }'" : '  --data-binary @file');
  return lines.join(' \\\n');
}

function errors(): string {
  const rows = Object.entries(PROBLEMS).map(
    ([code, { status, title }]) =>
      `<tr><td>${status}</td><td><a href="/errors/${code}"><code>${code}</code></a></td><td>${escape(title)}</td></tr>`,
  );
  return `<section id="errors"><h2>Errors</h2><p>Every error is <code>application/problem+json</code> (RFC 9457) with one of these codes, a sentence in <code>detail</code>, a <code>requestId</code>, and <code>errors</code> per field.</p>
<article><div class="scroll"><table><thead><tr><th>Status</th><th>Code</th><th>Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></article></section>`;
}

function schemas(all: Record<string, JsonSchema>): string {
  const items = Object.entries(all).map(
    ([name, schema]) => `<article id="schema-${name}"><h3><a href="#schema-${name}">${name}</a></h3>${fieldsOf(schema)}</article>`,
  );
  return `<section id="schemas"><h2>Schemas</h2>${items.join('\n')}</section>`;
}
