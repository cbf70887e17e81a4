import { createHmac } from 'node:crypto';
import type { Ledger } from './ledger.js';
import { now } from './objects.js';

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;
const TIMEOUT_MS = 10_000;

export interface Deliveries {
  /** Looks for due events now. */
  wake: () => void;
  stop(): Promise<void>;
}

/** `Stripe-Signature` of `body`, sent at `at` (seconds). */
export function signatureHeader(secret: string, body: string, at: number = now()): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
}

/** Posts stored events, signed, until each was answered with 2xx: at once, then after 0.5 s, doubling up to 30 s. Survives restarts. */
export function startDeliveries(ledger: Ledger, target: { url: string; secret: string }): Deliveries {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let again = false;

  async function post(eventId: string): Promise<boolean> {
    const body = JSON.stringify(ledger.get('event', eventId), null, 2);
    try {
      const response = await fetch(target.url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signatureHeader(target.secret, body) },
        redirect: 'manual',
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }

  async function round(): Promise<void> {
    do {
      again = false;
      for (const { eventId, attempts } of ledger.due(Date.now())) {
        if (await post(eventId)) ledger.delivered(eventId);
        else if (!stopping.signal.aborted) ledger.postpone(eventId, Date.now() + Math.min(FIRST_RETRY_MS * 2 ** attempts, LAST_RETRY_MS));
        if (stopping.signal.aborted) return;
      }
    } while (again);
    const next = ledger.nextDue();
    if (next !== null) timer = setTimeout(wake, Math.max(0, next - Date.now()));
  }

  function wake(): void {
    clearTimeout(timer);
    again = true;
    if (running || stopping.signal.aborted) return;
    running = round().finally(() => (running = null));
  }

  wake();
  return {
    wake,
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
