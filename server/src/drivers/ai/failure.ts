/**
 * `busy`: asked too often, try later. `down`: an error of theirs, or no connection. `timeout`: no answer in time. `refused`: their
 * rules do not allow it. `nonsense`: an answer that cannot be used. `denied`: our key, model or request is wrong.
 */
export type FailureReason = 'busy' | 'down' | 'timeout' | 'refused' | 'nonsense' | 'denied';

/** A call of an AI service that gave nothing. Its message names the service and the reason, never what was asked. */
export class AiFailure extends Error {
  readonly reason: FailureReason;
  /** Whether it may have been billed all the same. */
  readonly isBilled: boolean;
  /** When the service wants to be asked again. */
  readonly retryAfterMs: number | null;
  /** What it did cost, where that is known, in hundredths of a cent. */
  readonly cost: number | null;

  constructor(service: string, reason: FailureReason, extra: { isBilled?: boolean; retryAfterMs?: number | null; cost?: number } = {}) {
    super(`${service}: ${SAID[reason]}`);
    this.name = 'AiFailure';
    this.reason = reason;
    this.isBilled = extra.isBilled ?? false;
    this.retryAfterMs = extra.retryAfterMs ?? null;
    this.cost = extra.cost ?? null;
  }

  /** Whether another try may help. */
  get isPassing(): boolean {
    return this.reason === 'busy' || this.reason === 'down' || this.reason === 'timeout';
  }
}

const SAID: Readonly<Record<FailureReason, string>> = {
  busy: 'too many requests',
  down: 'the service failed',
  timeout: 'no answer in time',
  refused: 'refused by its rules',
  nonsense: 'an answer that cannot be used',
  denied: 'our request was not accepted',
};
