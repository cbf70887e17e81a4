/** A brand's own words: any part of the table of `strings.ts`, and of the poster's under `poster`. */
export interface Words {
  readonly [key: string]: string | readonly string[] | Words;
}

const isTable = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `{0}` is the first figure of a sentence, `{name}` one by its name; what is not known stays as it is written. */
function sentence(pattern: string): (...figures: unknown[]) => string {
  return (...figures) =>
    pattern.replaceAll(/\{(\w+)\}/g, (written, key: string) => {
      const [first] = figures;
      const value = isTable(first) ? first[key] : figures[Number(key)];
      return value === undefined ? written : `${value as string}`;
    });
}

/**
 * `table` with the words of `own` in the place of its own. A sentence with figures is written as a text with `{0}`, `{1}` … or
 * `{name}` in it. What does not fit the table (a number, a list for a text) is left out, so that a typing error takes nothing away.
 */
export function filled<Table extends object>(table: Table, own: unknown): Table {
  if (!isTable(own)) return table;
  const result: Record<string, unknown> = Object.fromEntries(Object.entries(table));
  for (const [key, value] of Object.entries(own)) {
    if (!Object.hasOwn(table, key)) continue;
    const usual = result[key];
    if (typeof usual === 'function' && typeof value === 'string') result[key] = sentence(value);
    else if (typeof usual === 'string' && typeof value === 'string') result[key] = value;
    else if (Array.isArray(usual) && Array.isArray(value) && value.every((item) => typeof item === 'string')) result[key] = value;
    else if (isTable(usual)) result[key] = filled(usual, value);
  }
  return result as Table;
}

/** The words in an attribute: JSON; an empty table when it is none. */
export function wordsFrom(json: string | null): Words {
  if (!json) return {};
  try {
    const words: unknown = JSON.parse(json);
    return isTable(words) ? (words as Words) : {};
  } catch {
    return {};
  }
}
