/** Small pictures of what is shown and what is taken away: 0..255 of each pixel. */
export interface Matte {
  width: number;
  height: number;
  alpha: Uint8Array;
  /** Mean colour of what was taken away, for edges that shine through it. */
  ground: readonly [number, number, number];
  /** Share of the picture that was taken away, 0..1. */
  taken: number;
}

/**
 * Finds an even ground that reaches in from the picture's edge: a flood from the border that goes on while the colour stays near
 * the border's own colours and does not jump, so that it stops at edges. `tolerance` 0..1; `softness`: px of the edge. It uses
 * nothing outside itself: a worker gets it as text.
 */
export function findGround(rgba: Uint8ClampedArray, width: number, height: number, tolerance: number, softness: number): Matte {
  const count = width * height;
  const near = (tolerance * 160) ** 2;
  const step = (8 + tolerance * 40) ** 2;
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(x, (height - 1) * width + x);
  for (let y = 1; y < height - 1; y++) border.push(y * width, y * width + width - 1);

  // The border's main colours: cells of 32 levels that hold at least 1/16 of it.
  const cells = new Map<number, number[]>();
  for (const at of border) {
    if (rgba[4 * at + 3]! < 128) continue;
    const key = ((rgba[4 * at]! >> 5) << 6) | ((rgba[4 * at + 1]! >> 5) << 3) | (rgba[4 * at + 2]! >> 5);
    const cell = cells.get(key) ?? [0, 0, 0, 0];
    for (let part = 0; part < 3; part++) cell[part]! += rgba[4 * at + part]!;
    cell[3]! += 1;
    cells.set(key, cell);
  }
  const most = Math.max(0, ...[...cells.values()].map((cell) => cell[3]!));
  const colours = [...cells.values()]
    .filter((cell) => cell[3]! * 16 >= border.length || cell[3] === most)
    .map((cell) => [cell[0]! / cell[3]!, cell[1]! / cell[3]!, cell[2]! / cell[3]!]);

  const isGround = (at: number): boolean => {
    if (rgba[4 * at + 3]! < 128) return true;
    return colours.some((colour) => {
      const [r, g, b] = [rgba[4 * at]! - colour[0]!, rgba[4 * at + 1]! - colour[1]!, rgba[4 * at + 2]! - colour[2]!];
      return r * r + g * g + b * b <= near;
    });
  };
  const taken = new Uint8Array(count);
  const queue = new Int32Array(count);
  let [head, tail] = [0, 0];
  for (const at of border) {
    if (taken[at] || !isGround(at)) continue;
    taken[at] = 1;
    queue[tail++] = at;
  }
  while (head < tail) {
    const at = queue[head++]!;
    const x = at % width;
    for (let side = 0; side < 4; side++) {
      if ((side === 0 && x === 0) || (side === 1 && x === width - 1)) continue;
      const to = at + (side === 0 ? -1 : side === 1 ? 1 : side === 2 ? -width : width);
      if (to < 0 || to >= count || taken[to]) continue;
      const [r, g, b] = [rgba[4 * to]! - rgba[4 * at]!, rgba[4 * to + 1]! - rgba[4 * at + 1]!, rgba[4 * to + 2]! - rgba[4 * at + 2]!];
      if (r * r + g * g + b * b > step || !isGround(to)) continue;
      taken[to] = 1;
      queue[tail++] = to;
    }
  }

  // Crumbs that were left standing alone go too.
  const seen = taken.slice();
  const crumb = Math.max(4, count / 2_000);
  for (let start = 0; start < count; start++) {
    if (seen[start]) continue;
    [head, tail] = [0, 0];
    seen[start] = 1;
    queue[tail++] = start;
    while (head < tail) {
      const at = queue[head++]!;
      const x = at % width;
      for (const to of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
        if (to < 0 || to >= count || seen[to]) continue;
        seen[to] = 1;
        queue[tail++] = to;
      }
    }
    if (tail < crumb) for (let i = 0; i < tail; i++) taken[queue[i]!] = 1;
  }

  const sum = [0, 0, 0];
  let gone = 0;
  for (let at = 0; at < count; at++) {
    if (!taken[at]) continue;
    gone++;
    for (let part = 0; part < 3; part++) sum[part]! += rgba[4 * at + part]!;
  }
  // A blurred edge, drawn in a little so that none of the ground is left around.
  let soft: Float32Array = Float32Array.from(taken, (is) => (is ? 0 : 1));
  const radius = Math.max(1, Math.round(softness));
  const blur = (from: Float32Array, length: number, lines: number, along: number, across: number): Float32Array => {
    const to = new Float32Array(count);
    for (let line = 0; line < lines; line++) {
      let total = 0;
      const get = (i: number): number => from[line * across + Math.max(0, Math.min(length - 1, i)) * along]!;
      for (let i = -radius; i <= radius; i++) total += get(i);
      for (let i = 0; i < length; i++) {
        to[line * across + i * along] = total / (2 * radius + 1);
        total += get(i + radius + 1) - get(i - radius);
      }
    }
    return to;
  };
  soft = blur(blur(soft, width, height, 1, width), height, width, width, 1);
  const alpha = new Uint8Array(count);
  for (let at = 0; at < count; at++) alpha[at] = taken[at] ? 0 : Math.max(0, Math.min(255, Math.round((soft[at]! * 2 - 0.9) * 255 * 1.1)));
  const mean = sum.map((part) => part / Math.max(1, gone)) as [number, number, number];
  return { width, height, alpha, ground: mean, taken: gone / count };
}

/**
 * Takes the ground out of rows of the picture in full size, in place: the matte, drawn smoothly larger, becomes the alpha, and
 * what shone through at edges is taken out of the colours. `top`: the first of the rows, of `height` in all.
 */
export function takeOut(rows: Uint8ClampedArray, width: number, top: number, height: number, matte: Matte): void {
  const { alpha, ground } = matte;
  const scaleX = matte.width / width;
  const scaleY = matte.height / height;
  for (let at = 0; at < rows.length; at += 4) {
    const pixel = at / 4;
    const x = Math.max(0, ((pixel % width) + 0.5) * scaleX - 0.5);
    const y = Math.max(0, (top + Math.floor(pixel / width) + 0.5) * scaleY - 0.5);
    const [left, upper] = [Math.floor(x), Math.floor(y)];
    const [right, lower] = [Math.min(matte.width - 1, left + 1), Math.min(matte.height - 1, upper + 1)];
    const [fx, fy] = [x - left, y - upper];
    const above = alpha[upper * matte.width + left]! * (1 - fx) + alpha[upper * matte.width + right]! * fx;
    const below = alpha[lower * matte.width + left]! * (1 - fx) + alpha[lower * matte.width + right]! * fx;
    const share = (above * (1 - fy) + below * fy) / 255;
    if (share >= 0.999) continue;
    if (share > 0.02) for (let part = 0; part < 3; part++) rows[at + part] = (rows[at + part]! - (1 - share) * ground[part]!) / share;
    else rows[at] = rows[at + 1] = rows[at + 2] = 0;
    rows[at + 3] = rows[at + 3]! * share;
  }
}
