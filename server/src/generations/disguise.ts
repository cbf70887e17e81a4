/** Letters that only fill or hide. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
/** Letters one by one with the same kind of gap between them: `f u c k`, `p.u.t.e`, `f-u-c-k`. */
const SPELT = /(?<![\p{L}\p{N}])[\p{L}\p{N}@$!](?:[\s.\-_*·,/|+]{1,3}[\p{L}\p{N}@$!](?![\p{L}\p{N}])){2,40}/gu;
const GAPS = /[\s.\-_*·,/|+]/g;
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '€': 'e',
};

const pairs = (from: string, to: string): [string, string][] => Array.from(from, (letter, i) => [letter, Array.from(to)[i]!]);
/** Letters of other alphabets and small capitals that look like Latin ones. */
const LOOKALIKE: ReadonlyMap<string, string> = new Map([
  ...pairs('αβγεηικνορστυχωμ', 'abyenikvopstuxwu'),
  ...pairs('авеікмнорстухгѕјһԁԛԝӏ', 'abeikmhopctyxrsjhdqwl'),
  ...pairs('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnopqrstuvwyz'),
  ...pairs('ɑɡıłøđħŧƒʋʂɩ', 'agilodhtfvsi'),
]);
/** Letters in boxes and flags, which normalisation leaves alone: first code point of each alphabet. */
const BOXED = [0x1f130, 0x1f150, 0x1f170, 0x1f1e6];

function unboxed(text: string): string {
  return text.replaceAll(/[\u{1f130}-\u{1f189}\u{1f1e6}-\u{1f1ff}]/gu, (mark) => {
    const code = mark.codePointAt(0)!;
    const start = BOXED.find((first) => code >= first && code < first + 26);
    return start === undefined ? mark : String.fromCharCode(97 + code - start);
  });
}

/** A text as it reads: lower case, without accents and what nobody sees, Arabic letters in one form each. */
export function folded(text: string): string {
  return unboxed(text.normalize('NFKC').replaceAll(INVISIBLE, ''))
    .normalize('NFD')
    .replaceAll(/[\p{M}\u0640]/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ة', 'ه')
    .replaceAll('ى', 'ي');
}

/** Look-alike letters as Latin ones, where Latin letters stand beside them. */
export function latin(text: string): string {
  return /[a-z]/.test(text) ? Array.from(text, (letter) => LOOKALIKE.get(letter) ?? letter).join('') : text;
}

/** Words that are spelt letter by letter, put together. */
export const spelt = (text: string): string[] => text.match(SPELT)?.map((letters) => letters.replaceAll(GAPS, '')) ?? [];

/** A word as it stands, with digits read as letters (a 1 as i and as l), and with letters that repeat once. */
export function readings(word: string): string[] {
  const bare = word.replaceAll(/^!+|!+$/g, '');
  if (!/\p{L}/u.test(bare)) return [];
  const read = (one: string): string => Array.from(bare, (mark) => (mark === '1' ? one : (LEET[mark] ?? mark))).join('');
  return [...new Set([bare, read('i'), read('l')].flatMap((each) => [each, each.replaceAll(/(.)\1{2,}/gu, '$1')]))];
}

/** Words of a folded text; marks that stand for letters belong to them. */
export const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}@$!€]+/gu) ?? [];
