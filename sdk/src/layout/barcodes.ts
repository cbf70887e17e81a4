import type { CodeProblem, CodeSymbol } from './code.js';

/** Digits of an EAN-13, left half, odd parity (ISO/IEC 15420); even parity is its mirrored complement. */
const EAN_DIGITS = ['0001101', '0011001', '0010011', '0111101', '0100011', '0110001', '0101111', '0111011', '0110111', '0001011'];
/** Parities of the left half, by the first digit: 1 is even. */
const EAN_PARITIES = ['000000', '001011', '001101', '001110', '010011', '011001', '011100', '010101', '010110', '011010'];
const EAN_QUIET = { left: 11, right: 7, y: 0 };

/** EAN-13 of 12 digits, whose check digit is added, or of 13, whose check digit is checked. Spaces and hyphens do not count. */
export function ean13(data: string): CodeSymbol | CodeProblem {
  const digits = data.replaceAll(/[\s-]/g, '');
  if (digits === '') return { reason: 'empty' };
  if (!/^\d*$/.test(digits)) return { reason: 'characters' };
  if (digits.length < 12 || digits.length > 13) return { reason: 'length' };
  const check = eanCheckDigit(digits);
  if (digits.length === 13 && digits[12] !== check) return { reason: 'check-digit', expected: check };
  const [lead, ...rest] = Array.from(digits.slice(0, 12) + check);
  const parity = EAN_PARITIES[Number(lead)]!;
  const left = rest.slice(0, 6).map((digit, at) => {
    const odd = EAN_DIGITS[Number(digit)]!;
    return parity[at] === '1' ? Array.from(inverse(odd)).toReversed().join('') : odd;
  });
  const right = rest.slice(6).map((digit) => inverse(EAN_DIGITS[Number(digit)]!));
  return bars(`101${left.join('')}01010${right.join('')}101`, EAN_QUIET);
}

/** Weights 1 and 3 in turn, from the first of twelve digits; GS1 General Specifications 7.9. */
function eanCheckDigit(digits: string): string {
  const sum = Array.from(digits.slice(0, 12)).reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return String((10 - (sum % 10)) % 10);
}

const inverse = (pattern: string): string =>
  Array.from(pattern)
    .map((bit) => (bit === '1' ? '0' : '1'))
    .join('');

/** Widths of bars and spaces of the symbols 0 to 102, then start A, B and C (ISO/IEC 15417, table 1). */
const CODE_128 = (
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132221231' +
  '213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313231113231311' +
  '112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111' +
  '111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111111242121142121241114212' +
  '124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214' +
  '211232'
).match(/.{6}/g)!;
const STOP = '2331112';
const START_B = 104;
const START_C = 105;
const TO_C = 99;
const TO_B = 100;
const CODE_128_QUIET = { left: 10, right: 10, y: 0 };
/** More is wider than any scanner sees at a size that can be made. */
const MOST = 80;

/** Code 128 of printable ASCII; pairs of digits take one symbol where that is shorter (ISO/IEC 15417, annex E). */
export function code128(data: string): CodeSymbol | CodeProblem {
  if (data === '') return { reason: 'empty' };
  if (!/^[ -~]*$/.test(data)) return { reason: 'characters' };
  if (data.length > MOST) return { reason: 'too-long' };
  const symbols = code128Symbols(data);
  const check = symbols.reduce((sum, symbol, at) => sum + symbol * Math.max(1, at), 0) % 103;
  const widths = [...symbols, check].map((symbol) => CODE_128[symbol]!).join('') + STOP;
  return bars(
    Array.from(widths)
      .map((width, at) => (at % 2 === 0 ? '1' : '0').repeat(Number(width)))
      .join(''),
    CODE_128_QUIET,
  );
}

function code128Symbols(data: string): number[] {
  const symbols: number[] = [];
  let isPairs: boolean | null = null;
  for (let at = 0; at < data.length;) {
    const digits = /^\d*/.exec(data.slice(at))![0].length;
    const isEnd = at + digits === data.length;
    // Changing sets costs a symbol; digits at the start or the end need it once, those between twice.
    const worth: number = isPairs ? 2 : at === 0 && isEnd ? 2 : at === 0 || isEnd ? 4 : 6;
    const pairs: boolean = digits >= worth && (isPairs || digits % 2 === 0 || isPairs === null);
    if (pairs !== isPairs) {
      symbols.push(isPairs === null ? (pairs ? START_C : START_B) : pairs ? TO_C : TO_B);
      isPairs = pairs;
    }
    symbols.push(pairs ? Number(data.slice(at, at + 2)) : data.charCodeAt(at) - 32);
    at += pairs ? 2 : 1;
  }
  return symbols;
}

function bars(pattern: string, quiet: CodeSymbol['quiet']): CodeSymbol {
  return { rows: [Array.from(pattern).map((bit) => bit === '1')], quiet };
}
