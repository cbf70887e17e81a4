/** Version written by this code. Older documents are upgraded by `readDocument`; newer ones are refused. */
export const SCHEMA_VERSION = 1;

/** Limits that keep one document payable to parse, lay out and print. Shared by browser and server. */
export const LIMITS = {
  layersPerDocument: 500,
  /** Groups inside groups. */
  groupDepth: 4,
  textLength: 2_000,
  /** What a code says. */
  codeLength: 1_000,
  /** Of all runs and codes together: what can be laid out while somebody waits. */
  textPerDocument: 20_000,
  pathLength: 20_000,
  pathsPerShape: 64,
  runsPerText: 100,
  sidesPerDocument: 20,
  fontsPerDocument: 50,
  optionsPerDocument: 100,
  /** Values of a template's variables, and how long one is. */
  valuesPerDocument: 100,
  valueLength: 500,
  /** Pieces of one design that differ in their values: a team list. */
  rowsPerDocument: 200,
  /** Size as compact JSON. */
  documentBytes: 1_000_000,
} as const;

/** Smallest and largest values; `[0, max]` of a size means above 0. mm and degrees, `tracking` and `lineHeight` in em. */
export const BOUNDS = {
  position: 10_000,
  size: 10_000,
  rotation: 360,
  textSize: 1_000,
  stroke: 50,
  tracking: [-0.5, 5],
  lineHeight: [0.5, 5],
  curveRadius: [1, 10_000],
  /** Of a wave; a negative amplitude begins downwards. */
  waveAmplitude: [-1_000, 1_000],
  waveLength: [1, 10_000],
  shadow: 100,
  maskRadius: 1_000,
  /** Of a polygon or a star. */
  points: [3, 60],
  starInner: [0.05, 0.95],
  name: 120,
  rowQuantity: 1_000,
} as const;

export const HEX = /^#[0-9a-f]{6}$/;
/** SVG path data: starts with a moveto, holds commands and numbers only. */
export const PATH = /^\s*[Mm][\d\s,.eE+\-MmLlHhVvCcSsQqTtAaZz]*$/;

/** Names of variables, as `{{name}}` holds them. Names that mean something to JavaScript objects are not names. */
export const VARIABLE = /^(?!constructor$|prototype$)[A-Za-z][A-Za-z0-9_]{0,39}$/;

/** Ids in a document. Names that mean something to JavaScript objects are not ids. */
export const ID = /^(?!(?:__proto__|constructor|prototype)$)[A-Za-z0-9_-]{1,64}$/;
