import type { DesignDocument, OptionValue } from './document.js';
import type { Condition, ProductOption, ProductTemplate, Variant } from './template.js';

export type OptionValues = ReadonlyMap<string, OptionValue>;

/** Values of the options that the shopper sees: chosen ones, else defaults. Options whose condition fails are left out. */
export function resolveOptions(document: Pick<DesignDocument, 'options'>, template: Pick<ProductTemplate, 'options'>): OptionValues {
  const byId = new Map(template.options.map((option) => [option.id, option]));
  const values = new Map<string, OptionValue>();
  const settled = new Set<string>();
  const settle = (id: string): void => {
    const option = byId.get(id);
    if (!option || settled.has(id)) return;
    settled.add(id);
    for (const condition of option.visibleWhen ?? []) settle(condition.option);
    if (!meets(option.visibleWhen, values)) return;
    values.set(id, Object.hasOwn(document.options, id) ? (document.options[id] as OptionValue) : option.default);
  };
  for (const option of template.options) settle(option.id);
  return values;
}

/** Whether every listed option has one of its values. No condition is met by everything. */
export function meets(condition: Condition | undefined, values: OptionValues): boolean {
  return (condition ?? []).every((part) => {
    const value = values.get(part.option);
    return value !== undefined && part.in.includes(value);
  });
}

/** The variant that `variantId` names, else the first whose options all match. */
export function pickVariant(
  document: Pick<DesignDocument, 'options' | 'variantId'>,
  template: Pick<ProductTemplate, 'options' | 'variants'>,
): Variant | undefined {
  if (document.variantId !== undefined) return template.variants.find((variant) => variant.id === document.variantId);
  const values = resolveOptions(document, template);
  return template.variants.find((variant) => Object.entries(variant.options).every(([id, value]) => values.get(id) === value));
}

/** Whether the choice goes with the other options; numbers always do. */
export function isOpen(option: ProductOption, value: OptionValue, values: OptionValues): boolean {
  const choice = option.kind === 'choice' ? option.choices.find(({ id }) => id === value) : undefined;
  return meets(choice?.availableWhen, values);
}

/** The default, or the first choice that goes with the other options. */
export function openValue(
  option: ProductOption,
  document: Pick<DesignDocument, 'options'>,
  template: Pick<ProductTemplate, 'options'>,
): OptionValue {
  const values = resolveOptions(document, template);
  if (option.kind === 'number' || isOpen(option, option.default, values)) return option.default;
  return option.choices.find(({ availableWhen }) => meets(availableWhen, values))?.id ?? option.default;
}
