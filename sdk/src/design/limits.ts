/** Version written by this code. Older documents are upgraded by `readDocument`; newer ones are refused. */
export const SCHEMA_VERSION = 1;

/** Limits that keep one document payable to parse, lay out and print. Shared by browser and server. */
export const LIMITS = {
  layersPerDocument: 500,
  /** Groups inside groups. */
  groupDepth: 4,
  textLength: 2_000,
  pathLength: 20_000,
  pathsPerShape: 64,
  runsPerText: 100,
  sidesPerDocument: 20,
  fontsPerDocument: 50,
  optionsPerDocument: 100,
  /** Size as compact JSON. */
  documentBytes: 1_000_000,
} as const;

/** Largest values of a frame: |x| and |y|, width and height in mm; |rotation| in degrees. */
export const BOUNDS = { position: 10_000, size: 10_000, rotation: 360 } as const;

/** Ids in a document. Names that mean something to JavaScript objects are not ids. */
export const ID = /^(?!(?:__proto__|constructor|prototype)$)[A-Za-z0-9_-]{1,64}$/;
