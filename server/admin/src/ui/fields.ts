import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { ui } from './words.js';

export interface FieldOptions {
  /** Unique within its element; also the form's name. */
  name: string;
  label: string | TemplateResult;
  hint?: string | TemplateResult | undefined;
  error?: string | undefined;
  isOptional?: boolean;
}

/** Label, control, hint and error, tied together for everybody. */
function frame({ name, label, hint, error, isOptional }: FieldOptions, control: TemplateResult): TemplateResult {
  return html`<div class="field">
    <label for=${name}>${label}${isOptional ? html` <span class="soft">(${ui.optional})</span>` : nothing}</label>
    ${control} ${error ? html`<p class="error" id="${name}-error">${error}</p>` : nothing}
    ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : nothing}
  </div>`;
}

const describedBy = ({ name, hint, error }: FieldOptions): string | typeof nothing =>
  [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ') || nothing;

interface TextOptions extends FieldOptions {
  value?: string;
  type?: 'text' | 'email' | 'password' | 'search' | 'url' | 'date' | 'datetime-local';
  autocomplete?: string;
  placeholder?: string;
  maxlength?: number;
  isRequired?: boolean;
  isReadonly?: boolean;
  /** Told when the field is left, not while somebody types: for values that are written another way than they are kept. */
  isLazy?: boolean;
  /** Kept by the form when left out. */
  onInput?: (value: string) => void;
}

export function textField(options: TextOptions): TemplateResult {
  const { name, value, type = 'text', autocomplete, placeholder, maxlength, isRequired, isReadonly, isLazy, onInput } = options;
  const tell = (event: Event): void => onInput?.((event.target as HTMLInputElement).value);
  return frame(
    options,
    html`<input
      id=${name}
      name=${name}
      type=${type}
      .value=${value === undefined ? nothing : live(value)}
      autocomplete=${autocomplete ?? 'off'}
      placeholder=${placeholder ?? nothing}
      maxlength=${maxlength ?? nothing}
      dir=${type === 'email' || type === 'url' ? 'ltr' : nothing}
      ?required=${isRequired}
      ?readonly=${isReadonly}
      aria-invalid=${options.error ? 'true' : nothing}
      aria-describedby=${describedBy(options)}
      @input=${isLazy ? nothing : tell}
      @change=${isLazy ? tell : nothing}
    />`,
  );
}

interface AreaOptions extends FieldOptions {
  value: string;
  rows?: number;
  maxlength?: number;
  onInput: (value: string) => void;
}

export function areaField(options: AreaOptions): TemplateResult {
  const { name, value, rows = 3, maxlength, onInput } = options;
  return frame(
    options,
    html`<textarea
      id=${name}
      name=${name}
      rows=${rows}
      maxlength=${maxlength ?? nothing}
      .value=${live(value)}
      aria-invalid=${options.error ? 'true' : nothing}
      aria-describedby=${describedBy(options)}
      @input=${(event: InputEvent) => onInput((event.target as HTMLTextAreaElement).value)}
    ></textarea>`,
  );
}

interface NumberOptions extends FieldOptions {
  value: number;
  unit?: string;
  min?: number;
  max?: number;
  step?: number;
  isDisabled?: boolean;
  /** Called with numbers only; what is no number stays in the field and changes nothing. */
  onInput: (value: number) => void;
}

export function numberField(options: NumberOptions): TemplateResult {
  const { name, value, unit, min, max, step, isDisabled, onInput } = options;
  const input = html`<input
    id=${name}
    name=${name}
    type="number"
    inputmode="decimal"
    .value=${String(value)}
    min=${min ?? nothing}
    max=${max ?? nothing}
    step=${step ?? 'any'}
    ?disabled=${isDisabled}
    aria-invalid=${options.error ? 'true' : nothing}
    aria-describedby=${describedBy(options)}
    @input=${(event: InputEvent) => {
      const { valueAsNumber } = event.target as HTMLInputElement;
      if (Number.isFinite(valueAsNumber)) onInput(valueAsNumber);
    }}
    @change=${(event: Event) => {
      const target = event.target as HTMLInputElement;
      if (!Number.isFinite(target.valueAsNumber)) target.value = String(value);
    }}
  />`;
  return frame(options, unit ? html`<span class="affix">${input}<span aria-hidden="true">${unit}</span></span>` : input);
}

interface SelectOptions<T extends string> extends FieldOptions {
  value: T;
  choices: readonly (readonly [T, string])[];
  onInput: (value: T) => void;
}

export function selectField<T extends string>(options: SelectOptions<T>): TemplateResult {
  const { name, value, choices, onInput } = options;
  return frame(
    options,
    html`<select
      id=${name}
      name=${name}
      aria-invalid=${options.error ? 'true' : nothing}
      aria-describedby=${describedBy(options)}
      @change=${(event: Event) => onInput((event.target as HTMLSelectElement).value as T)}
    >
      ${choices.map(([id, label]) => html`<option value=${id} .selected=${id === value}>${label}</option>`)}
    </select>`,
  );
}

interface CheckOptions {
  name: string;
  label: string | TemplateResult;
  hint?: string;
  isOn: boolean;
  isDisabled?: boolean;
  onInput: (isOn: boolean) => void;
}

export function checkField({ name, label, hint, isOn, isDisabled, onInput }: CheckOptions): TemplateResult {
  return html`<label class="check">
    <input
      type="checkbox"
      name=${name}
      .checked=${live(isOn)}
      ?disabled=${isDisabled}
      @change=${(event: Event) => onInput((event.target as HTMLInputElement).checked)}
    />
    <span><span>${label}</span>${hint ? html`<span class="hint">${hint}</span>` : nothing}</span>
  </label>`;
}

/** Buttons of which one is pressed. */
export function segments<T extends string>(
  label: string,
  value: T,
  choices: readonly (readonly [T, string])[],
  pick: (value: T) => void,
): TemplateResult {
  return html`<div class="segments" role="group" aria-label=${label}>
    ${choices.map(([id, text]) => html`<button type="button" aria-pressed=${id === value ? 'true' : 'false'} @click=${() => pick(id)}>${text}</button>`)}
  </div>`;
}
