import type { Condition, ProductOption, ProductTemplate } from '@luneo/sdk/design/template.js';
import { html, nothing, type TemplateResult } from 'lit';
import { checkField, selectField } from '../ui/fields.js';
import { words } from './words.js';

type Choice = Extract<ProductOption, { kind: 'choice' }>;

interface ConditionOptions {
  name: string;
  label: string;
  always: string;
  template: ProductTemplate;
  /** The option that must not depend on itself. */
  not?: string;
  value: Condition | undefined;
  error?: string | undefined;
  onInput: (value: Condition | undefined) => void;
}

/** “Only when Metal is Gold or Silver”: one option and its values. Further parts of a condition are kept and named. */
export function conditionField({ name, label, always, template, not, value, error, onInput }: ConditionOptions): TemplateResult {
  const choices = template.options.filter((option): option is Choice => option.kind === 'choice' && option.id !== not);
  const [part, ...more] = value ?? [];
  const chosen = choices.find(({ id }) => id === part?.option);
  const pick = (id: string): void => {
    const option = choices.find((each) => each.id === id);
    onInput(option ? [{ option: id, in: [option.choices[0]!.id] }, ...more] : undefined);
  };
  const toggle = (id: string, isOn: boolean): void => {
    const values = isOn ? [...part!.in, id] : part!.in.filter((each) => each !== id);
    if (values.length > 0) onInput([{ option: part!.option, in: values }, ...more]);
  };
  if (choices.length === 0 && !part) return html``;
  return html`<div class="stack tight">
    ${selectField({ name, label, value: part?.option ?? '', error, choices: [['', always], ...choices.map((each) => [each.id, words.whenOption(each.name)] as const)], onInput: pick })}
    ${
      chosen
        ? html`<div class="row" role="group" aria-label=${words.whenOption(chosen.name)}>
            ${chosen.choices.map((choice) => checkField({ name: `${name}-${choice.id}`, label: choice.name, isOn: part!.in.includes(choice.id), onInput: (isOn) => toggle(choice.id, isOn) }))}
          </div>`
        : nothing
    }
    ${more.length > 0 ? html`<p class="hint">${words.moreConditions(more.length)}</p>` : nothing}
  </div>`;
}
