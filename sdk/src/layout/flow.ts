import type { TextLayer, TextRun } from '../design/document.js';

/** A text layer's characters as they are shaped, with the way back to what was typed. */
export interface Flow {
  /** All runs in one string, case applied, every control character but the line feed made invisible. */
  text: string;
  /** Index of the run of each UTF-16 unit of `text`. */
  run: number[];
  /** Place in the typed text (runs joined) of each UTF-16 unit of `text`, and of its end. */
  source: number[];
  /** Stretches between line feeds: `[start, end)` in `text`. */
  paragraphs: { start: number; end: number }[];
}

/** Joins the runs of a layer. Line separators of every system count as one line feed. */
export function flowText(layer: Pick<TextLayer, 'runs' | 'case'>): Flow {
  const flow: Flow = { text: '', run: [], source: [], paragraphs: [] };
  let typed = 0;
  for (const [index, run] of layer.runs.entries()) {
    appendRun(flow, run, index, typed, layer.case);
    typed += run.text.length;
  }
  flow.source.push(typed);
  let start = 0;
  for (let at = flow.text.indexOf('\n'); at >= 0; at = flow.text.indexOf('\n', start)) {
    flow.paragraphs.push({ start, end: at });
    start = at + 1;
  }
  flow.paragraphs.push({ start, end: flow.text.length });
  return flow;
}

function appendRun(flow: Flow, run: TextRun, index: number, typed: number, letterCase: TextLayer['case']): void {
  const whole = changeCase(run.text, letterCase);
  const isSameLength = whole.length === run.text.length;
  let at = 0;
  for (const character of run.text) {
    const cased = isSameLength ? whole.slice(at, at + character.length) : changeCase(character, letterCase);
    const shown = character === '\n' && run.text[at - 1] === '\r' ? '' : showControl(cased);
    for (let i = 0; i < shown.length; i++) {
      flow.run.push(index);
      flow.source.push(typed + at);
    }
    flow.text += shown;
    at += character.length;
  }
}

/** Without a locale, so that a design looks the same on every machine. */
function changeCase(text: string, letterCase: TextLayer['case']): string {
  return letterCase === 'upper' ? text.toUpperCase() : letterCase === 'lower' ? text.toLowerCase() : text;
}

function showControl(character: string): string {
  if (/^[\n\r\v\f\u0085\u2028\u2029]$/.test(character)) return '\n';
  if (character === '\t') return ' ';
  // ZERO WIDTH SPACE is invisible in every font; lone surrogates are not characters.
  return /^[\p{Cc}\p{Cs}]$/u.test(character) ? '\u200b' : character;
}
