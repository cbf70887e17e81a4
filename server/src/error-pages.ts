import { Router } from 'express';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROBLEMS } from '@luneo/sdk/contracts/problem.js';
import { Problem } from './problem.js';

const STYLE =
  ':root{color-scheme:light dark;font:17px/1.55 system-ui,sans-serif}body{max-width:40em;margin:10vh auto;padding:0 24px}' +
  'code{font-size:.92em;background:color-mix(in srgb,currentColor 9%,transparent);padding:.1em .3em;border-radius:4px}li{margin:.5em 0}';
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`;

/** What the `type` of an error answer points to: the code's page of docs-site/errors, at `/errors/<code>`. */
export function errorPages(folder: string): Router {
  const router = Router();
  router.get('/errors/:code', async (request, response) => {
    const code = String(request.params['code']);
    if (!Object.hasOwn(PROBLEMS, code)) throw new Problem('not-found', 'There is no such error code.');
    const text = await readFile(join(folder, 'docs-site', 'errors', `${code}.md`), 'utf8');
    response.set({ 'Content-Security-Policy': POLICY, 'Cache-Control': 'public, max-age=3600' }).type('html').send(page(code, text));
  });
  return router;
}

const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** Only what these pages use: one heading level of each, paragraphs, lists, bold, code and links between codes. */
function page(code: string, markdown: string): string {
  const body = markdown
    .trim()
    .split(/\n{2,}/)
    .map((block) => toHtml(block))
    .join('\n');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${code} · Luneo</title><style>${STYLE}</style>${body}</html>`;
}

function toHtml(block: string): string {
  const heading = /^(#{1,2}) (.+)$/.exec(block);
  if (heading) return `<h${heading[1]!.length}>${inline(heading[2]!)}</h${heading[1]!.length}>`;
  if (!block.startsWith('- ')) return `<p>${inline(block)}</p>`;
  const items = block.split('\n').map((line) => `<li>${inline(line.slice(2))}</li>`);
  return `<ul>${items.join('')}</ul>`;
}

const inline = (text: string): string =>
  escape(text)
    .replaceAll(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replaceAll(/`(.+?)`/g, '<code>$1</code>')
    .replaceAll(/\[([^\]]+)\]\(([a-z-]+)\.md\)/g, '<a href="$2">$1</a>');
