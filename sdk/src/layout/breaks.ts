/** Scripts written without spaces, where a line may end after nearly every character (UAX #14 class ID, simplified). */
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}\p{Script=Yi}]/u;
const CLOSING = /[\p{Pe}\p{Pf}!?.,:;%。、，．！？：；・…‥ーっゃゅょぁぃぅぇぉッャュョァィゥェォ々〜]/u;
const OPENING = /[\p{Ps}\p{Pi}¿¡$£€¥]/u;
const JOINER = /[\u00a0\u202f\u2007\u2060\ufeff\u200d]/;
const MARK = /\p{M}|\u200d|\ufe0f/u;
/** A line may end after these: hyphen, soft hyphen, Armenian hyphen, hyphen, figure dash, en dash, em dash. */
const HYPHEN = /[-\u00ad\u058a\u2010\u2012\u2013\u2014]/;
const SPACE = /[\u0020\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000\u200b]/;

/** True for the spaces that may hang over the end of a line. */
export function isSpace(character: string): boolean {
  return SPACE.test(character);
}

/**
 * Places where a line of `text` may end: index of the first UTF-16 unit of the next line. The cases of UAX #14 that
 * names and dedications meet: spaces, hyphens and dashes, ideographs with their opening and closing punctuation, glue.
 */
export function lineBreaks(text: string): number[] {
  const breaks: number[] = [];
  let before = '';
  let at = 0;
  for (const after of text) {
    if (before && mayBreak(before, after, text[at - 1 - before.length])) breaks.push(at);
    // A mark belongs to its base.
    if (!MARK.test(after) || !before || SPACE.test(before)) before = after;
    at += after.length;
  }
  return breaks;
}

function mayBreak(before: string, after: string, twoBefore: string | undefined): boolean {
  if (SPACE.test(after) || JOINER.test(after) || JOINER.test(before) || MARK.test(after)) return false;
  if (SPACE.test(before)) return true;
  if (CLOSING.test(after) || OPENING.test(before)) return false;
  if (HYPHEN.test(before)) return /[\p{L}\p{N}\p{M}]/u.test(twoBefore ?? '') && !/\p{N}/u.test(after) && !HYPHEN.test(after);
  return IDEOGRAPH.test(before) || IDEOGRAPH.test(after);
}
