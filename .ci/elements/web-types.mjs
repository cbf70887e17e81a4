/** JetBrains' format: completion and documentation in HTML of their editors. */
export function webTypes(elements, version) {
  return {
    $schema: 'https://json.schemastore.org/web-types',
    name: '@luneo/elements',
    version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: elements.map((element) => ({
          name: element.tagName,
          description: element.description,
          attributes: element.attributes.map(({ name, description, type }) => ({ name, description, value: { type: type.text } })),
          slots: (element.slots ?? []).map(({ name, description }) => ({ name, description })),
          js: {
            properties: element.members
              .filter(({ kind }) => kind === 'field')
              .map(({ name, description, type, readonly }) => ({
                name,
                description,
                type: type?.text,
                ...(readonly ? { 'read-only': true } : {}),
              })),
            events: (element.events ?? []).map(({ name, description, type }) => ({ name, description, type: type?.text })),
          },
          css: {
            parts: (element.cssParts ?? []).map(({ name, description }) => ({ name, description })),
            properties: (element.cssProperties ?? []).map(({ name, description, default: value }) => ({
              name,
              description,
              ...(value === undefined ? {} : { default: value }),
            })),
          },
        })),
      },
    },
  };
}
