import type { Adjustments } from '../design/document.js';

import type { CodeProblem } from './code.js';

/** 2-D affine matrix `[a b c d e f]`: x' = a·x + c·y + e, y' = b·x + d·y + f. Lengths in mm. */
export type Matrix = readonly [number, number, number, number, number, number];

/** Colour ready to paint. `spot` names the ink where the process has one; `hex` is how it looks. */
export interface Ink {
  hex: string;
  spot?: string;
  cmyk?: readonly [number, number, number, number];
}

export interface Stroke {
  ink: Ink;
  /** mm, measured after `matrix`'s owner layer was placed (never stretched by a viewBox). */
  width: number;
}

/** One placed glyph: `x`,`y` is its origin on the baseline in mm in the item's space, `angle` degrees clockwise. */
export interface PlacedGlyph {
  id: number;
  x: number;
  y: number;
  angle: number;
}

/** Glyphs by reference: outlines come from the font, scaled to `size` mm per em. */
export interface GlyphItem {
  kind: 'glyphs';
  layerId: string;
  matrix: Matrix;
  font: string;
  size: number;
  glyphs: PlacedGlyph[];
  fill: Ink;
  /** Painted behind the fill, centred on the contour, round joins. */
  stroke?: Stroke;
  /** Left out when 1. Set only where the item is a single paint; several paints are composed in a group. */
  opacity?: number;
}

/** SVG path data in mm in the item's space: absolute M L Q C Z only, numbers separated by spaces. */
export interface PathItem {
  kind: 'path';
  layerId: string;
  matrix: Matrix;
  d: string;
  fillRule: 'nonzero' | 'evenodd';
  fill: Ink | null;
  /** Painted over the fill, centred on the path, round joins and caps. */
  stroke?: Stroke;
  opacity?: number;
}

/** Part of an image (fractions of the source) drawn into 0,0,width,height mm, clipped by `clip` (path data in mm). */
export interface ImageItem {
  kind: 'image';
  layerId: string;
  matrix: Matrix;
  asset: string;
  crop: { x: number; y: number; width: number; height: number };
  width: number;
  height: number;
  clip?: string;
  /** Left out when the picture is painted as it is. Who gives the picture has `adjustPixels` make it. */
  adjustments?: Adjustments;
  opacity?: number;
}

/** Everything up to the matching `end` is composed first, then laid down with `opacity`. */
export interface BeginGroup {
  kind: 'begin';
  layerId: string;
  opacity: number;
  /** Inked bounds of what is inside, in mm on the side. */
  bounds: Box;
}
export interface EndGroup {
  kind: 'end';
  layerId: string;
}

export type DisplayItem = GlyphItem | PathItem | ImageItem | BeginGroup | EndGroup;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Code layers only: how large one module is in mm, and where it and its light zone lie on the side; what kept it from being made. */
export interface CodeMetrics {
  module: number;
  zone: Box | null;
  problem?: CodeProblem;
}

/** What layout measured about a layer; in mm on the side, before opacity. */
export interface LayerMetrics {
  layerId: string;
  /** Inked bounds, axis aligned, rotation included. `null` when nothing is drawn. */
  bounds: Box | null;
  /** Text only: factor that `shrink` applied, 1 otherwise. */
  scale: number;
  /** Text only: number of lines after wrapping. */
  lines: number;
  /** Text only: smallest em size in mm after shrinking. */
  textSize?: number;
  /** Text only: characters that the font has no glyph for. */
  missing: { font: string; character: string }[];
  /** Text only: what does not fit inside the frame. */
  overflow: boolean;
  /** Code only; left out while the encoder is not loaded. */
  code?: CodeMetrics;
}

/** Flat, ordered, plain data: the same numbers for screen, 3D and every file. */
export interface DisplayList {
  width: number;
  height: number;
  bleed: number;
  items: DisplayItem[];
  metrics: LayerMetrics[];
}
