const DELIMITERS = [',', ';', '\t', '|'];

export interface Table {
  rows: string[][];
  /** Line, from 1, of a quotation mark that is never closed. */
  unclosed: number | null;
}

/** The sign that divides the first line, quoted parts left out; a comma when there is none. */
function delimiterOf(text: string): string {
  const line = text.replaceAll(/"(?:[^"]|"")*"/g, '').split(/\r?\n/, 1)[0]!;
  const counts = DELIMITERS.map((sign) => line.split(sign).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

/**
 * RFC 4180, as spreadsheets write and copy it: commas, semicolons, tabs or bars, quoted cells with line breaks and doubled quotes.
 * Empty lines are left out; reading ends after `most` rows.
 */
export function readCsv(text: string, most: number): Table {
  const delimiter = delimiterOf(text.slice(0, 10_000));
  const rows: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let line = 1;
  let quotedFrom: number | null = null;
  const endRow = (): void => {
    cells.push(cell);
    if (cells.some((each) => each.trim() !== '')) rows.push(cells);
    [cells, cell] = [[], ''];
  };
  for (let at = 0; at < text.length && rows.length < most; at += 1) {
    const sign = text[at]!;
    if (sign === '\n') line += 1;
    if (quotedFrom !== null) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') [cell, at] = [`${cell}"`, at + 1];
      else quotedFrom = null;
    } else if (sign === '"' && cell.trim() === '') [cell, quotedFrom] = ['', line];
    else if (sign === delimiter) [cells, cell] = [[...cells, cell], ''];
    else if (sign === '\n') endRow();
    else if (sign !== '\r') cell += sign;
  }
  if (rows.length < most) endRow();
  return { rows, unclosed: quotedFrom };
}
