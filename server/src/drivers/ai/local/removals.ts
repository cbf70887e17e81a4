import type { Mark } from './scan.js';
import type { Saying } from './runs.js';
import type { Scene } from './scene.js';
import { fold, type Token } from './tokens.js';
import * as words from './vocabulary.js';

/** Layers to take away, and how the shopper called them. */
export interface Removal {
  ids: string[];
  name: string;
}

interface Input {
  tokens: readonly Token[];
  marks: readonly Mark[];
  scene: Scene;
  said: readonly Saying[];
}

/** "Remove the heart", "efface tout", "sans le cœur". `uses`: tokens that said so and mean nothing else. */
export function readRemovals({ tokens, marks, scene, said }: Input): { removals: Removal[]; uses: (at: number) => boolean } {
  const removals: Removal[] = [];
  const ranges: [number, number][] = [];
  const starts = marks.filter((mark) => mark.verb === 'remove').map((mark) => mark.end);
  const verbs = new Set(starts);
  for (const [at, token] of tokens.entries())
    if (/^(without|sans)$/.test(token.word) && /^(the|a|any|le|la|l|les|un|une)$/.test(tokens[at + 1]?.word ?? '')) starts.push(at + 1);
  for (const mark of marks) {
    const isThere = mark.motif && scene.motifs.some(({ clipart, isSample }) => clipart === mark.motif!.id && !isSample);
    const before = tokens
      .slice(Math.max(0, mark.at - 2), mark.at)
      .map(({ word }) => word)
      .join(' ');
    if (isThere && /(^|\b)(no|no more|pas de|pas d|plus de|aucun|aucune)$/.test(before)) starts.push(mark.at);
  }
  const everything = words.RESTARTS.find(tokens, 0) ?? [...tokens.keys()].map((at) => words.RESTARTS.find(tokens, at)).find(Boolean);
  if (everything) {
    removals.push({ ids: scene.all.map((layer) => layer.id), name: tokens.slice(everything.end - 1, everything.end)[0]!.raw });
    for (let at = 0; at < tokens.length; at++) if (words.RESTARTS.find(tokens, at)) ranges.push([at, words.RESTARTS.find(tokens, at)!.end]);
  }
  for (const start of starts) {
    const verb = marks.find((mark) => mark.at >= start && mark.verb !== undefined && mark.verb !== 'remove');
    const end = verb?.at ?? tokens.length;
    const except = tokens.findIndex(({ word }, at) => at > start && at < end && /^(except|but|sauf|hormis|excepte)$/.test(word));
    const spared = except < 0 ? [] : objects({ tokens, marks, scene, said }, except + 1, end).flatMap(({ ids }) => ids);
    const found = objects({ tokens, marks, scene, said }, start, except < 0 ? end : except)
      .map(({ ids, name }) => ({ ids: ids.filter((id) => !spared.includes(id)), name }))
      .filter(({ ids }) => ids.length > 0);
    if (found.length === 0 && !verbs.has(start)) continue;
    removals.push(...found);
    ranges.push([start, end]);
  }
  return { removals, uses: (at) => ranges.some(([from, to]) => at >= from && at < to) };
}

function objects({ tokens, marks, scene, said }: Input, start: number, end: number): Removal[] {
  const found: Removal[] = [];
  const add = (ids: string[], name: string): void => void (ids.length > 0 && found.push({ ids, name }));
  for (const saying of said)
    if (saying.from >= start && saying.from < end)
      add(
        scene.texts.filter(({ text }) => fold(text) === fold(saying.text)).map(({ layer }) => layer.id),
        saying.text,
      );
  for (const mark of marks) {
    if (mark.at < start || mark.at >= end) continue;
    const id = mark.emoji ?? mark.motif?.id;
    if (id)
      add(
        scene.motifs.filter(({ clipart }) => clipart === id).map(({ layer }) => layer.id),
        mark.motif?.name ?? id,
      );
  }
  for (let at = start; at < end && found.length === 0; at++) {
    const { word, raw } = tokens[at]!;
    const same = scene.texts.filter(({ text }) => fold(text) === word);
    if (same.length > 0)
      add(
        same.map(({ layer }) => layer.id),
        raw,
      );
  }
  for (let at = start; at < end && found.length === 0; at++) {
    const { word, raw } = tokens[at]!;
    const same = scene.texts.filter(({ text }) => fold(text) === word);
    if (words.EVERYTHING.has(word))
      add(
        scene.all.map((layer) => layer.id),
        raw,
      );
    else if (words.TEXT_NOUNS.has(word))
      add(
        scene.texts.map(({ layer }) => layer.id),
        raw,
      );
    else if (words.PICTURE_NOUNS.has(word))
      add(
        scene.pictures.map((layer) => layer.id),
        raw,
      );
    else if (words.MOTIF_NOUNS.has(word))
      add(
        scene.motifs.map(({ layer }) => layer.id),
        raw,
      );
    else if (/^(it|that|last|dernier|derniere|ca)$/.test(word) && found.length === 0)
      add(
        scene.all.slice(-1).map((layer) => layer.id),
        raw,
      );
    else if (same.length > 0)
      add(
        same.map(({ layer }) => layer.id),
        raw,
      );
  }
  return found;
}
