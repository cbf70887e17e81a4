import { readFileSync } from 'node:fs';
import path from 'node:path';

const GUIDES = ['getting-started', 'headless', 'theme-and-events', 'content-security-policy', 'orders', 'webhooks'];

const table = (title, items, line) => (items?.length ? `${title}:\n\n${items.map(line).join('\n')}\n\n` : '');

function reference(element) {
  const { tagName, description, attributes, members, events, slots, cssParts, cssProperties } = element;
  const described = ({ name, description: words, type, fieldName }) =>
    `- \`${name}\`${fieldName ? `, property \`${fieldName}\`` : ''}${type ? ` (${type.text})` : ''}: ${words ?? ''}`;
  return (
    `### <${tagName}>\n\n${description}\n\n` +
    table('Attributes', attributes, described) +
    table(
      'Properties and methods',
      members.filter(({ attribute }) => !attribute),
      described,
    ) +
    table('Events', events, described) +
    table('Slots', slots, described) +
    table('Parts', cssParts, described) +
    table('Custom properties', cssProperties, described)
  );
}

/** A guide below a heading of its own: one level deeper, links to other files as their words alone. */
function guide(root, name) {
  const text = readFileSync(path.join(root, 'docs-site', 'guides', `${name}.md`), 'utf8');
  let isCode = false;
  return text
    .split('\n')
    .map((line) => {
      if (line.startsWith('```')) isCode = !isCode;
      return isCode ? line : line.replace(/^#/, '##').replaceAll(/\[([^\]]+)\]\((?!https?:)[^)]+\)/g, '$1');
    })
    .join('\n');
}

/** `llms.txt`: all that a language model needs to embed Luneo or to call it, in one file. */
export function llmsText(elements, root) {
  return `# Luneo

> Product personalisation for shops: web components in which a shopper designs a product, an API that makes the order and the production
> files from the same design, and a JavaScript SDK for both. A design is plain JSON in millimetres.

Every server describes itself: \`/openapi.json\` has all operations with their schemas, \`/reference\` shows them, \`/errors/<code>\` explains each error.

## Elements

${elements.map(reference).join('')}## Guides

${GUIDES.map((name) => guide(root, name)).join('\n')}`;
}
