import type { Values } from './strings.js';

/** What is wrong with a field, beside it. */
const fieldIssue: Record<string, (values: Values) => string> = {
  missing: () => 'fill it in.',
  'too-short': (v) => `at least ${v.limit} characters.`,
  'too-long': (v) => `at most ${v.limit} characters.`,
  'too-many-lines': (v) => `at most ${v.limit} lines.`,
  letters: () => 'letters only.',
  digits: () => 'digits only.',
  'letters-digits': () => 'letters and digits only.',
  'not-a-choice': () => 'this is not offered any more, choose again.',
  'wrong-kind': () => 'fill it in again.',
  gone: () => 'this field is no longer there, what it says is not made.',
  'too-much': () => 'there is too much text in the fields, write less.',
};

/** What preflight says, and the one button of each finding. A part of `strings.ts`. */
export const findingsEn = {
  /** The one button of a finding, by its code. */
  remedy: {
    'low-dpi': (v) => `Make it ${v.width} mm wide`,
    'outside-print-area': () => 'Move it inside',
    'outside-safe-zone': () => 'Move it in',
    'text-too-small': () => 'Make it larger',
    'stroke-too-thin': () => 'Make it thicker',
    'colour-not-available': (v) =>
      v.colour === 'picture' ? `Make it in ${v.nearest}` : v.nearest ? `Use ${v.nearest}` : 'Change the colour',
    'glyph-missing': () => 'Leave it out',
    'required-empty': () => 'Fill it in',
    'empty-text': () => 'Write it',
    'text-overflow': () => 'Shrink to fit',
    'font-unknown': () => 'Use another font',
    'code-invalid': (v) =>
      v.reason === 'empty' ? 'Remove it' : v.reason === 'check-digit' ? `Make it ${v.expected}` : 'Make it a QR code',
    'code-too-small': (v) => `Make it ${v.width} mm wide`,
    'code-contrast': () => 'Dark on light',
    'code-covered': () => 'Bring the code to the front',
    'asset-missing': () => 'Remove it',
    'option-invalid': () => 'Use the usual one',
    'layer-locked': () => 'Put it back',
    'placeholder-left': () => 'Write your own',
    'field-empty': () => 'Fill it in',
    'field-invalid': () => 'Start it anew',
  } as Record<string, (values: Values) => string>,
  finding: {
    'low-dpi': (v) => `This picture will look soft at this size (${v.dpi} dpi). Make it ${v.width} mm wide or choose a larger one.`,
    'outside-print-area': (v) => `${v.name} reaches outside the area we can make.`,
    'outside-safe-zone': (v) => `${v.name} is close to the edge and might be cut off.`,
    'text-too-small': (v) => `${v.name} is too small to be made well. Letters need at least ${v.required} mm.`,
    'stroke-too-thin': (v) => `A line in ${v.name} is too thin to be made.`,
    'colour-not-available': (v) =>
      v.colour === 'picture'
        ? v.nearest
          ? `A photo cannot be made here as it is; its dark parts can, in ${v.nearest}.`
          : 'Photos cannot be made here. Use text or art instead.'
        : v.nearest
          ? `We cannot make this colour. ${v.nearest} comes closest.`
          : 'We cannot make this colour here.',
    'glyph-missing': (v) =>
      `Nothing would be made of “${v.characters}”: this font does not have it. Write it in another font or leave it out.`,
    'required-empty': (v) => `${v.name} still has to be filled in.`,
    'empty-text': () => 'This text is empty. Write something or remove it.',
    'text-overflow': (v) => `${v.name} does not fit its frame. Make it shorter or smaller.`,
    'transparent-edge': (v) => `${v.name} has see-through parts at the edge; the product may show there.`,
    'code-invalid': (v) =>
      v.reason === 'empty'
        ? 'This code says nothing yet. Fill it in or remove it.'
        : v.reason === 'check-digit'
          ? `The last digit of this number should be ${v.expected}.`
          : v.reason === 'length'
            ? 'An EAN-13 has 12 digits and a check digit.'
            : v.reason === 'too-long'
              ? 'This is more than the code can hold. Make it shorter.'
              : 'This code cannot hold these characters.',
    'code-too-small': (v) => `Phones may not read this code: it is too fine. Make it ${v.width} mm wide or let it say less.`,
    'code-contrast': (v) =>
      v.reason === 'inverted'
        ? 'Many phones cannot read light on dark. Make it dark on light.'
        : 'This code stands out too little to be read.',
    'code-covered': (v) => `${v.other} lies on this code or the empty edge that it needs.`,
    'font-unknown': () => 'This font is no longer offered. Choose another one.',
    'asset-missing': () => 'This picture is no longer there. Add it again or remove it.',
    'option-invalid': (v) => `${v.name}: this choice is not available any more. Choose again.`,
    'side-unknown': () => 'This product has no such side.',
    'layer-locked': (v) => `${v.name} belongs to the product. Put it back as it was.`,
    'nothing-designed': () => 'Add a text, a picture or some art to make it yours.',
    'placeholder-left': (v) => `“${v.text}” is only an example. Write your own words or remove it.`,
    'field-empty': (v) => `${v.name} still has to be filled in.`,
    'field-invalid': (v) => `${v.name}: ${fieldIssue[v.issue ?? '']?.(v) ?? 'fill it in again.'}`,
    'row-invalid': (v) => `Row ${v.row}, ${v.name}: ${fieldIssue[v.issue ?? '']?.(v) ?? 'fill it in again.'}`,
    'variable-unknown': (v) => `There is no field “${v.field}”: the braces are made just as they are written.`,
  } as Record<string, (values: Values) => string>,
};

export type FindingStrings = typeof findingsEn;
