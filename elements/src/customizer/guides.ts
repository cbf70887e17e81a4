import type { Guide } from './tools/snap.js';
import type { Axis } from './tools/spacing.js';

/** Lines that the shopper put on a side to arrange by. They are seen here only: no part of the design. Fires `change`. */
export class Guides extends EventTarget {
  readonly #bySide = new Map<string, readonly Guide[]>();

  on(side: string): readonly Guide[] {
    return this.#bySide.get(side) ?? NONE;
  }

  /** `at`: mm across the axis. Gives the new guide's index. */
  add(side: string, axis: Axis, at: number): number {
    return this.#set(side, [...this.on(side), { axis, at, kind: 'guide' }]) - 1;
  }

  move(side: string, index: number, at: number): void {
    this.#set(side, this.on(side).map((guide, each) => (each === index ? { ...guide, at } : guide))); // prettier-ignore
  }

  remove(side: string, index: number): void {
    this.#set(side, this.on(side).filter((_, each) => each !== index)); // prettier-ignore
  }

  clear(side: string): void {
    this.#set(side, NONE);
  }

  #set(side: string, guides: readonly Guide[]): number {
    this.#bySide.set(side, guides);
    this.dispatchEvent(new Event('change'));
    return guides.length;
  }
}

const NONE: readonly Guide[] = [];
