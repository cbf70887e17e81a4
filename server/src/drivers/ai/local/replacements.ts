import type { Clipart } from '@luneo/sdk/contracts/products.js';
import type { ComposeRequest } from '../ai.js';
import type { Measure } from './measures.js';
import { runAfter, type Saying } from './runs.js';
import type { Mark } from './scan.js';
import type { Scene } from './scene.js';
import { fold, type Token } from './tokens.js';
import * as words from './vocabulary.js';

/** One thing that takes another's place and keeps its look. */
export interface Replacement {
  ids: string[];
  to: { text: string } | { motif: Clipart };
  uses: (at: number) => boolean;
}

interface Input {
  prompt: string;
  tokens: readonly Token[];
  marks: readonly Mark[];
  measures: readonly Measure[];
  scene: Scene;
  request: ComposeRequest;
}

const CONNECTOR = /^(to|with|by|for|into|par|en|pour|avec|is|be|est|devient|becomes)$/;

/** "Change the text to 'X'", "remplace le cœur par une étoile". Null when it is about a colour, a size or nothing that is there. */
export function readReplacement(input: Input): Replacement | null {
  const { tokens, marks, scene } = input;
  const swap = readSwap(input) ?? swapMotif(input);
  if (swap) return swap;
  const verb = marks.find((mark) => mark.verb === 'replace' || mark.verb === 'change');
  if (!verb) return null;
  for (let at = verb.end + 1; at < tokens.length; at++) {
    if (!CONNECTOR.test(tokens[at]!.word) && !/^[:=]$/.test(tokens[at]!.raw)) continue;
    const ids = subject(input, verb.end, at);
    if (ids.length === 0) continue;
    const motif = marks.find((mark) => mark.at > at && mark.at - at <= 3)?.motif;
    const isMotif = motif && scene.motifs.some(({ layer }) => ids.includes(layer.id));
    if (isMotif) return { ids, to: { motif }, uses: within(verb.at, marks.find((mark) => mark.at > at)!.end) };
    const said = object(input, at + 1);
    if (!said || !scene.texts.some(({ layer }) => ids.includes(layer.id))) continue;
    return { ids, to: { text: said.text }, uses: within(verb.at, said.to) };
  }
  return null;
}

/** "Jules instead of Lea", "Lea → Jules". */
function readSwap({ prompt, tokens, scene }: Input): Replacement | null {
  const arrow = /^\s*(.{1,80}?)\s*(?:→|=>|->|➜)\s*(.{1,80}?)\s*$/su.exec(prompt);
  const instead = /^\s*(?:[a-zà-ÿ]+ )??(\S.{0,80}?)\s+(?:instead of|au lieu de|à la place de|a la place de)\s+(.{1,80}?)\s*[.!]?$/isu.exec(
    prompt,
  );
  const bare = (text: string): string => text.replaceAll(/^["'“”‘’«»\s]+|["'“”‘’«»\s]+$/gu, '');
  const [old, now] = arrow ? [bare(arrow[1]!), bare(arrow[2]!)] : instead ? [bare(instead[2]!), bare(instead[1]!)] : ['', ''];
  const found = old !== '' && now !== '' && scene.texts.findLast(({ text }) => fold(text) === fold(old));
  return found ? { ids: [found.layer.id], to: { text: now }, uses: within(0, tokens.length) } : null;
}

/** "Cat → dog", "un chien à la place du chat". */
function swapMotif({ tokens, marks, scene }: Input): Replacement | null {
  const [first, second] = marks.filter((mark) => mark.motif);
  if (!first?.motif || !second?.motif) return null;
  const between = tokens
    .slice(first.end, second.at)
    .map(({ word }) => word)
    .join(' ');
  const isArrow = /^(→|➜|[-=] >)/.test(between);
  const isInstead = /(instead of|au lieu d|a la place d|rather than|plutot qu)/.test(between);
  const [old, now] = isArrow ? [first.motif, second.motif] : [second.motif, first.motif];
  const ids = scene.motifs.filter(({ clipart }) => clipart === old.id).map(({ layer }) => layer.id);
  return (isArrow || isInstead) && ids.length > 0 ? { ids, to: { motif: now }, uses: within(first.from, second.end) } : null;
}

const within =
  (from: number, to: number) =>
  (at: number): boolean =>
    at >= from && at < to;

/** What stands between the verb and "to": texts by noun or by what they say, motifs by name. */
function subject({ tokens, marks, scene }: Input, from: number, to: number): string[] {
  const said = fold(
    tokens
      .slice(from, to)
      .filter((token) => token.kind !== 'mark')
      .map((token) => token.raw)
      .join(' '),
  );
  const named = scene.texts.filter(({ text }) => said !== '' && said.includes(fold(text)) && text !== '');
  if (named.length > 0) return [named.at(-1)!.layer.id];
  const motif = marks.find((mark) => mark.motif && mark.at >= from && mark.at < to)?.motif;
  if (motif) return scene.motifs.filter(({ clipart }) => clipart === motif.id).map(({ layer }) => layer.id);
  const isText = tokens.slice(from, to).some((token) => words.TEXT_NOUNS.has(token.word));
  return isText ? scene.texts.slice(-1).map(({ layer }) => layer.id) : [];
}

function object(input: Input, at: number): Saying | null {
  const { tokens, marks } = input;
  const quote = tokens.findIndex((token, i) => i >= at && token.kind === 'quote');
  if (quote >= 0 && quote - at <= 3) return { text: tokens[quote]!.raw, from: quote, to: quote + 1, isQuoted: true };
  if (tokens.some((token) => token.kind === 'quote' && token.start > tokens[at - 1]!.start)) return null;
  if (marks.some((mark) => mark.isStrong && mark.from < at && mark.end > at)) return null;
  if (
    marks.some(
      (mark) =>
        mark.at === at &&
        !tokens[at]!.isCapital &&
        (mark.spot ?? mark.zone ?? mark.font ?? mark.colour ?? mark.size ?? mark.letterCase ?? mark.curve),
    )
  )
    return null;
  return runAfter(input, at, true);
}
