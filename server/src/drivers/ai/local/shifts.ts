import type { TemplateSide } from '@luneo/sdk/design/template.js';
import type { Measure } from './measures.js';
import type { Token } from './tokens.js';

export interface Shift {
  dx: number;
  dy: number;
  /** Whether the token at this index said so and means nothing else. */
  uses: (at: number) => boolean;
}

const UP = /^(up|upwards?|higher|monte|monter|montez|remonte|remonter|remontez|raise)$/;
const DOWN = /^(down|downwards?|descends|descendre|descendez|baisse|baisser|baissez)$/;
const SIDES: Readonly<Record<string, readonly [number, number]>> = {
  haut: [0, -1],
  bas: [0, 1],
  gauche: [-1, 0],
  droite: [1, 0],
  left: [-1, 0],
  right: [1, 0],
  lower: [0, 1],
  top: [0, -1],
  bottom: [0, 1],
};
const COMPARATIVE = /^(plus|further|farther|more|bit|little|peu|slightly|legerement)$/;
const MOVING = /^(move|moved|shift|nudge|push|bring|deplace|deplacer|deplacez|bouge|bouger|decale|decaler|decalez|pousse|mets)$/;
/** Of the side's smaller length, when no distance is said; "a bit" and "a lot" of that. */
const STEP = 0.08;

/** "Move it up a bit", "décale de 2 cm vers la droite", "un peu plus bas": a way to go instead of a place. */
export function readShift(tokens: readonly Token[], measures: readonly Measure[], side: TemplateSide): Shift | null {
  if (tokens.some((token) => token.kind === 'quote')) return null;
  const isMoving = tokens.some((token) => MOVING.test(token.word));
  const length =
    measures.find((measure) => (measure.role === 'size' || measure.role === 'width') && isMoving) ?? lengthAfterWay(tokens, measures);
  const isCompared = tokens.some((token, at) => COMPARATIVE.test(token.word) && tokens[at + 1] !== undefined);
  const used = new Set<number>();
  let [dx, dy] = [0, 0];
  for (const [at, token] of tokens.entries()) {
    const vertical = UP.test(token.word) ? -1 : DOWN.test(token.word) ? 1 : 0;
    const way = SIDES[token.word];
    const before = tokens.slice(Math.max(0, at - 4), at).map(({ word }) => word);
    const counts =
      way &&
      (length
        ? isMoving || lengthNear(length, at)
        : isCompared &&
          (before.some((word) => COMPARATIVE.test(word)) || (isMoving && tokens.slice(at).some(({ word }) => COMPARATIVE.test(word)))));
    if (vertical === 0 && !counts) continue;
    if (vertical !== 0 && /^(up|down)$/.test(token.word) && !isMoving && !isCompared && !length) continue;
    dx += way?.[0] ?? 0;
    dy += vertical || (way?.[1] ?? 0);
    for (let i = Math.max(0, at - 4); i <= at; i++) used.add(i);
  }
  if (dx === 0 && dy === 0) return null;
  const words = tokens.map(({ word }) => word).join(' ');
  const pace = /\b(a lot|much|beaucoup|bien plus)\b/.test(words) ? 2 : /\b(bit|little|peu|slightly|legerement)\b/.test(words) ? 0.7 : 1;
  const step = length?.value ?? Math.min(side.width, side.height) * STEP * pace;
  return {
    dx: Math.sign(dx) * step,
    dy: Math.sign(dy) * step,
    uses: (at) => used.has(at) || (length !== undefined && at >= length.from && at < length.end),
  };
}

const lengthNear = (length: Measure, at: number): boolean => Math.abs(at - length.from) <= 5;
/** "Descends le texte de 2 cm", "2 cm higher". */
const lengthAfterWay = (tokens: readonly Token[], measures: readonly Measure[]): Measure | undefined => {
  const way = tokens.findIndex(
    (token) =>
      UP.test(token.word) ||
      DOWN.test(token.word) ||
      (token.word in SIDES && /^(plus|further|lower)$/.test(tokens[Math.max(0, tokens.indexOf(token) - 1)]!.word)),
  );
  return way < 0
    ? undefined
    : measures.find((measure) => (measure.role === 'size' || measure.role === 'width') && lengthNear(measure, way));
};
