/** What a prompt should give; what is not named is not looked at. Lengths in mm. */
export interface Expected {
  said?: string[];
  motifs?: string[];
  options?: Record<string, string | number>;
  /** Font id without `fnt_`, or style; several by `|`. */
  font?: string;
  fill?: string;
  size?: number;
  letterCase?: 'upper' | 'lower';
  curve?: 'up' | 'down';
  side?: string;
  /** Texts and motifs from left to right, and the first above the second. */
  order?: string[];
  above?: string[];
}
