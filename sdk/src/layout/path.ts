import type { Matrix } from './display-list.js';
import { POINTS, type Op, type Outline } from './outline.js';

/** Numbers that each path command takes. */
const ARGUMENTS: Record<string, number> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 };
/** Beyond this (mm) a coordinate is held: nothing on a product is a kilometre away, and painters use 32-bit floats. */
const FAR = 1e6;

/**
 * Reads SVG path data (absolute and relative M L H V C S Q T A Z) into absolute M L Q C Z. As SVG demands, reading stops
 * at the first error and keeps what came before; never throws.
 * https://www.w3.org/TR/SVG2/paths.html#PathDataErrorHandling
 */
export function parsePath(d: string): Outline {
  let outline = parsed.get(d);
  if (!outline) {
    outline = readPath(d);
    if (parsed.size >= 256) parsed.delete(parsed.keys().next().value!);
    parsed.set(d, outline);
  }
  return outline;
}

/** Layout, bounds and painters ask for the same few paths again and again. */
const parsed = new Map<string, Outline>();

function readPath(d: string): Outline {
  const scanner = new Scanner(d);
  const pen = new Pen();
  let command = scanner.command();
  if (command !== 'M' && command !== 'm') return pen.outline;
  while (command) {
    const count = ARGUMENTS[command.toUpperCase()]!;
    if (count === 0) pen.draw(command, []);
    else {
      do {
        const numbers = scanner.numbers(count, command === 'A' || command === 'a');
        if (!numbers) return pen.outline;
        pen.draw(command, numbers);
        // Further pairs after a moveto are linetos.
        command = command === 'M' ? 'L' : command === 'm' ? 'l' : command;
      } while (scanner.hasNumber());
    }
    command = scanner.command();
  }
  return pen.outline;
}

/** `outline` moved through `matrix`. */
export function transformOutline({ ops, points }: Outline, [a, b, c, d, e, f]: Matrix): Outline {
  const moved: number[] = [];
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i]!, points[i + 1]!];
    moved.push(a * x + c * y + e, b * x + d * y + f);
  }
  return { ops, points: moved };
}

/** Writes path data, numbers to 0.00001 mm. */
export function formatPath({ ops, points }: Outline): string {
  const words: string[] = [];
  let at = 0;
  for (const op of ops) {
    words.push(op);
    for (const end = at + POINTS[op as Op]; at < end; at++) words.push(String(Math.round(points[at]! * 1e5) / 1e5 + 0));
  }
  return words.join(' ');
}

const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const FLAG = /[01]/y;

class Scanner {
  readonly #d: string;
  #at = 0;

  constructor(d: string) {
    this.#d = d;
  }

  command(): string | undefined {
    this.#skip();
    const letter = this.#d[this.#at];
    if (letter === undefined || ARGUMENTS[letter.toUpperCase()] === undefined) return undefined;
    this.#at++;
    return letter;
  }

  hasNumber(): boolean {
    this.#skip();
    return /[\d.+-]/.test(this.#d[this.#at] ?? '');
  }

  /** `count` numbers, or undefined at an error. An arc's two flags are single digits that may stick to what follows. */
  numbers(count: number, isArc: boolean): number[] | undefined {
    const found: number[] = [];
    for (let i = 0; i < count; i++) {
      this.#skip();
      const pattern = isArc && (i === 3 || i === 4) ? FLAG : NUMBER;
      pattern.lastIndex = this.#at;
      const word = pattern.exec(this.#d)?.[0];
      if (word === undefined) return undefined;
      this.#at += word.length;
      found.push(clamp(Number(word)));
    }
    return found;
  }

  #skip(): void {
    while (/[\s,]/.test(this.#d[this.#at] ?? '')) this.#at++;
  }
}

/** Turns commands into absolute M L Q C Z, remembering what S, T and relative commands refer to. */
class Pen {
  #ops = '';
  readonly #points: number[] = [];
  #x = 0;
  #y = 0;
  #startX = 0;
  #startY = 0;
  #control: { of: 'C' | 'Q'; x: number; y: number } | null = null;
  #isClosed = false;

  get outline(): Outline {
    return { ops: this.#ops, points: this.#points };
  }

  draw(command: string, n: readonly number[]): void {
    const kind = command.toUpperCase();
    const [dx, dy] = command === kind ? [0, 0] : [this.#x, this.#y];
    if (kind === 'Z') return this.#close();
    // Drawing on after Z starts a new contour at the old start.
    if (this.#isClosed && kind !== 'M') this.#emit('M', [this.#startX, this.#startY]);
    this.#isClosed = false;
    if (kind === 'M') this.#move(n[0]! + dx, n[1]! + dy);
    else if (kind === 'L') this.#emit('L', [n[0]! + dx, n[1]! + dy]);
    else if (kind === 'H') this.#emit('L', [n[0]! + dx, this.#y]);
    else if (kind === 'V') this.#emit('L', [this.#x, n[0]! + dy]);
    else if (kind === 'A') this.#arc(n, n[5]! + dx, n[6]! + dy);
    else
      this.#curve(
        kind,
        n.map((value, i) => value + (i % 2 ? dy : dx)),
      );
  }

  #curve(kind: string, n: number[]): void {
    const smooth = (of: 'C' | 'Q'): number[] =>
      this.#control?.of === of ? [2 * this.#x - this.#control.x, 2 * this.#y - this.#control.y] : [this.#x, this.#y];
    const points = kind === 'S' ? [...smooth('C'), ...n] : kind === 'T' ? [...smooth('Q'), ...n] : n;
    const of = kind === 'C' || kind === 'S' ? 'C' : 'Q';
    this.#emit(of, points);
    this.#control = { of, x: points.at(-4)!, y: points.at(-3)! };
  }

  #move(x: number, y: number): void {
    this.#emit('M', [x, y]);
    this.#startX = this.#x;
    this.#startY = this.#y;
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#ops += 'Z';
    this.#x = this.#startX;
    this.#y = this.#startY;
    this.#control = null;
    this.#isClosed = true;
  }

  #emit(op: Op, points: number[]): void {
    this.#ops += op;
    for (const value of points) this.#points.push(clamp(value));
    this.#x = this.#points.at(-2)!;
    this.#y = this.#points.at(-1)!;
    this.#control = null;
  }

  /** An elliptical arc as cubics of at most a quarter turn. https://www.w3.org/TR/SVG2/implnote.html#ArcConversionEndpointToCenter */
  #arc(n: readonly number[], x2: number, y2: number): void {
    const [x1, y1] = [this.#x, this.#y];
    let [rx, ry] = [Math.abs(n[0]!), Math.abs(n[1]!)];
    if (x1 === x2 && y1 === y2) return;
    if (rx < 1e-9 || ry < 1e-9) return this.#emit('L', [x2, y2]);
    const angle = (n[2]! * Math.PI) / 180;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const px = (cos * (x1 - x2) + sin * (y1 - y2)) / 2;
    const py = (cos * (y1 - y2) - sin * (x1 - x2)) / 2;
    const lack = Math.sqrt((px / rx) ** 2 + (py / ry) ** 2);
    if (lack > 1) [rx, ry] = [rx * lack, ry * lack];
    const [ux, uy] = [px / rx, py / ry];
    const root = Math.sqrt(Math.max(0, 1 / (ux * ux + uy * uy) - 1)) * (n[3] === n[4] ? -1 : 1);
    const [vx, vy] = [root * uy, -root * ux];
    const start = Math.atan2(uy - vy, ux - vx);
    let sweep = Math.atan2(-uy - vy, -ux - vx) - start;
    if (n[4] && sweep < 0) sweep += 2 * Math.PI;
    if (!n[4] && sweep > 0) sweep -= 2 * Math.PI;
    const [cx, cy] = [cos * rx * vx - sin * ry * vy + (x1 + x2) / 2, sin * rx * vx + cos * ry * vy + (y1 + y2) / 2];
    const steps = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9));
    const reach = (4 / 3) * Math.tan(sweep / steps / 4);
    const at = (u: number, v: number): [number, number] => [cx + cos * rx * u - sin * ry * v, cy + sin * rx * u + cos * ry * v];
    for (let i = 0; i < steps; i++) {
      const [t0, t1] = [start + (sweep * i) / steps, start + (sweep * (i + 1)) / steps];
      const [c0, s0, c1, s1] = [Math.cos(t0), Math.sin(t0), Math.cos(t1), Math.sin(t1)];
      const end = i === steps - 1 ? [x2, y2] : at(c1, s1);
      this.#emit('C', [...at(c0 - reach * s0, s0 + reach * c0), ...at(c1 + reach * s1, s1 - reach * c1), ...end]);
    }
  }
}

function clamp(value: number): number {
  return value > FAR ? FAR : value < -FAR ? -FAR : value;
}
