const round = (n: number): number => Math.round(n * 100) / 100;

/** Point at `angle` degrees (clockwise from the top) and `radius` from the centre. */
export function polar(cx: number, cy: number, radius: number, angle: number): [number, number] {
  const a = ((angle - 90) * Math.PI) / 180;
  return [round(cx + radius * Math.cos(a)), round(cy + radius * Math.sin(a))];
}

/** Closed polygon through the points. */
export function polygon(points: readonly (readonly [number, number])[]): string {
  return `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}Z`;
}

/** Ellipse turned by `angle` degrees. `hole` winds the other way, so that it cuts through the path around it. */
export function ellipse(cx: number, cy: number, rx: number, ry: number, angle = 0, hole = false): string {
  const a = (angle * Math.PI) / 180;
  const [dx, dy] = [rx * Math.cos(a), rx * Math.sin(a)];
  const arc = `A${rx} ${ry} ${angle} 1 ${hole ? 0 : 1} `;
  return `M${round(cx - dx)} ${round(cy - dy)}${arc}${round(cx + dx)} ${round(cy + dy)}${arc}${round(cx - dx)} ${round(cy - dy)}Z`;
}

export const circle = (cx: number, cy: number, r: number): string => ellipse(cx, cy, r, r);
export const hole = (cx: number, cy: number, r: number): string => ellipse(cx, cy, r, r, 0, true);
export const ring = (cx: number, cy: number, r: number, width: number): string => circle(cx, cy, r) + hole(cx, cy, r - width);

/** Straight bar of `width` with round ends. */
export function bar(x1: number, y1: number, x2: number, y2: number, width: number): string {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const nx = (-(y2 - y1) / length) * (width / 2);
  const ny = ((x2 - x1) / length) * (width / 2);
  const r = round(width / 2);
  return (
    `M${round(x1 - nx)} ${round(y1 - ny)}L${round(x2 - nx)} ${round(y2 - ny)}A${r} ${r} 0 0 1 ${round(x2 + nx)} ${round(y2 + ny)}` +
    `L${round(x1 + nx)} ${round(y1 + ny)}A${r} ${r} 0 0 1 ${round(x1 - nx)} ${round(y1 - ny)}Z`
  );
}

/** Rectangle with rounded corners. */
export function box(x: number, y: number, width: number, height: number, r: number, isHole = false): string {
  const [x2, y2] = [x + width, y + height];
  if (isHole)
    return `M${x + r} ${y}A${r} ${r} 0 0 0 ${x} ${y + r}V${y2 - r}A${r} ${r} 0 0 0 ${x + r} ${y2}H${x2 - r}A${r} ${r} 0 0 0 ${x2} ${y2 - r}V${y + r}A${r} ${r} 0 0 0 ${x2 - r} ${y}Z`;
  return `M${x + r} ${y}H${x2 - r}A${r} ${r} 0 0 1 ${x2} ${y + r}V${y2 - r}A${r} ${r} 0 0 1 ${x2 - r} ${y2}H${x + r}A${r} ${r} 0 0 1 ${x} ${y2 - r}V${y + r}A${r} ${r} 0 0 1 ${x + r} ${y}Z`;
}

/** Star of `points` points. */
export function star(cx: number, cy: number, points: number, outer: number, inner: number, turn = 0): string {
  return polygon(Array.from({ length: points * 2 }, (_, i) => polar(cx, cy, i % 2 ? inner : outer, turn + (i * 180) / points)));
}

/** What the first circle keeps when the second is taken away: a moon's crescent. */
export function crescent(c: readonly [number, number, number], cut: readonly [number, number, number]): string {
  const [x0, y0, r0] = c;
  const [x1, y1, r1] = cut;
  const d = Math.hypot(x1 - x0, y1 - y0);
  const a = (r0 * r0 - r1 * r1 + d * d) / (2 * d);
  const h = Math.sqrt(r0 * r0 - a * a);
  const [mx, my] = [x0 + (a * (x1 - x0)) / d, y0 + (a * (y1 - y0)) / d];
  const p = [round(mx + (h * (y1 - y0)) / d), round(my - (h * (x1 - x0)) / d)];
  const q = [round(mx - (h * (y1 - y0)) / d), round(my + (h * (x1 - x0)) / d)];
  return `M${p.join(' ')}A${r0} ${r0} 0 1 0 ${q.join(' ')}A${r1} ${r1} 0 ${a > d ? 0 : 1} 1 ${p.join(' ')}Z`;
}

/** Petal or drop from radius `from` to `to` along `angle`, at most `width` wide. */
export function petal(cx: number, cy: number, angle: number, from: number, to: number, width: number): string {
  const spread = (width / 2 / to) * (180 / Math.PI);
  const [a, b] = [polar(cx, cy, from, angle), polar(cx, cy, to, angle)];
  const c1 = polar(cx, cy, from + (to - from) * 0.45, angle - spread * 2.1);
  const c2 = polar(cx, cy, to * 1.02, angle - spread * 1.35);
  const c3 = polar(cx, cy, to * 1.02, angle + spread * 1.35);
  const c4 = polar(cx, cy, from + (to - from) * 0.45, angle + spread * 2.1);
  return `M${a.join(' ')}C${c1.join(' ')} ${c2.join(' ')} ${b.join(' ')}C${c3.join(' ')} ${c4.join(' ')} ${a.join(' ')}Z`;
}

/** `make(i)` for each of `count` steps of a full turn, joined. */
export const around = (count: number, make: (angle: number) => string): string =>
  Array.from({ length: count }, (_, i) => make((i * 360) / count)).join('');
