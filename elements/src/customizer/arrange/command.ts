/** What can be done with the place of what is selected. `left` to `middle` align, to each other or to the side. */
export type ArrangeCommand =
  | 'group'
  | 'ungroup'
  | 'front'
  | 'forward'
  | 'backward'
  | 'back'
  | 'left'
  | 'centre'
  | 'right'
  | 'top'
  | 'middle'
  | 'bottom'
  | 'distribute-x'
  | 'distribute-y'
  | 'lock';

/** What things are aligned to: what is selected with them, the whole print area, or its safe part. */
export type AlignTo = 'selection' | 'area' | 'safe';

/** Has the code of the arranging commands come? It is fetched when it is first needed. */
export async function loadArrange(): Promise<typeof import('./arrange.js')> {
  return import('./arrange.js');
}
