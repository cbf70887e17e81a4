const parts = (title, items) =>
  items?.length ? `\n\n**${title}**\n${items.map(({ name, description }) => `- \`${name}\`: ${description}`).join('\n')}` : '';

/** VS Code's `html.customData`: tags and attributes. */
export function vscodeHtml(elements) {
  return {
    version: 1.1,
    tags: elements.map((element) => ({
      name: element.tagName,
      description: {
        kind: 'markdown',
        value: `${element.description}${parts('Events', element.events)}${parts('Slots', element.slots)}${parts('Parts', element.cssParts)}`,
      },
      attributes: element.attributes.map(({ name, description, type }) => ({
        name,
        description,
        ...values(type.text),
      })),
    })),
  };
}

/** `'full' | 'form'` offers its words. */
function values(type) {
  const words = [...type.matchAll(/'([^']+)'/g)].map(([, name]) => ({ name }));
  return words.length > 0 ? { values: words } : {};
}

/** VS Code's `css.customData`: custom properties and parts. */
export function vscodeCss(elements) {
  const once = new Map(elements.flatMap(({ cssProperties = [] }) => cssProperties).map((property) => [property.name, property]));
  return {
    version: 1.1,
    properties: [...once.values()].map(({ name, description }) => ({ name, description })),
    pseudoElements: elements.flatMap(({ tagName, cssParts = [] }) =>
      cssParts.map(({ name, description }) => ({ name: `::part(${name})`, description: `<${tagName}>: ${description}` })),
    ),
  };
}
