import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Calls `turn` every `ms` while its host is on a page that somebody can see. */
export class Every implements ReactiveController {
  readonly #ms: number;
  readonly #turn: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, ms: number, turn: () => void) {
    this.#ms = ms;
    this.#turn = turn;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => document.hidden || this.#turn(), this.#ms);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }
}
