import { encode } from 'uqr';
import { code128, ean13 } from './barcodes.js';
import type { CodeEncoder, CodeProblem, CodeSymbol } from './code.js';

/** Modules around a QR code that stay light; ISO/IEC 18004. */
const QR_QUIET = { left: 4, right: 4, y: 4 };

const ENCODERS = { qr, code128: ({ data }: Code) => code128(data), ean13: ({ data }: Code) => ean13(data) };
type Code = Parameters<CodeEncoder>[0];

/** Made before: the screen lays a code out for every step of a drag. */
const made = new Map<string, CodeSymbol | CodeProblem>();

/** Makes the symbol of a code, or says why there is none. Import this module lazily: it brings the encoders. */
export const encodeCode: CodeEncoder = (code) => {
  const key = `${code.symbology} ${code.correction ?? ''} ${code.data}`;
  let symbol = made.get(key);
  if (!symbol) {
    symbol = ENCODERS[code.symbology](code);
    if (made.size >= 64) made.delete(made.keys().next().value!);
    made.set(key, symbol);
  }
  return symbol;
};

/** At least the asked correction, more where it costs no module. */
function qr({ data, correction = 'M' }: Code): CodeSymbol | CodeProblem {
  if (data === '') return { reason: 'empty' };
  // Half of a surrogate pair is no character.
  if (/\p{Surrogate}/u.test(data)) return { reason: 'characters' };
  try {
    return { rows: encode(data, { ecc: correction, boostEcc: true, border: 0 }).data, quiet: QR_QUIET };
  } catch (error) {
    if (error instanceof RangeError) return { reason: 'too-long' };
    throw error;
  }
}
