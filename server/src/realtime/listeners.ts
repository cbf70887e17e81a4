import type { WebSocket } from 'ws';
import type { StoredEvent } from '../outbox/outbox.js';
import type { Position } from '../outbox/position.js';
import type { TicketHolder } from './tickets.js';
import { mayHear, topicsOf } from './topics.js';

export interface Listener {
  readonly client: WebSocket;
  readonly holder: TicketHolder;
  readonly topics: readonly string[];
  /** Events up to here it knows already; null: every event that comes is new. */
  knows: Position | null;
  /** Events that came while it is told what it missed; null once it hears live. */
  waiting: StoredEvent[] | null;
}

/** Who hears what in this process: an event costs as much as it has listeners, however many others there are. */
export class Listeners {
  readonly #byClient = new Map<WebSocket, Listener>();
  readonly #byTopic = new Map<string, Set<Listener>>();
  readonly #countByActor = new Map<string, number>();

  get size(): number {
    return this.#byClient.size;
  }

  all(): Listener[] {
    return [...this.#byClient.values()];
  }

  countOf({ scope }: TicketHolder): number {
    return this.#countByActor.get(scope.actorId) ?? 0;
  }

  add(listener: Listener): void {
    this.#byClient.set(listener.client, listener);
    for (const topic of listener.topics) {
      const hearing = this.#byTopic.get(topic) ?? new Set();
      this.#byTopic.set(topic, hearing.add(listener));
    }
    this.#countByActor.set(listener.holder.scope.actorId, this.countOf(listener.holder) + 1);
  }

  remove(client: WebSocket): void {
    const listener = this.#byClient.get(client);
    if (!listener) return;
    this.#byClient.delete(client);
    for (const topic of listener.topics) {
      const hearing = this.#byTopic.get(topic);
      hearing?.delete(listener);
      if (hearing?.size === 0) this.#byTopic.delete(topic);
    }
    const { actorId } = listener.holder.scope;
    const left = this.countOf(listener.holder) - 1;
    if (left > 0) this.#countByActor.set(actorId, left);
    else this.#countByActor.delete(actorId);
  }

  /** Those who may hear an event, each once. */
  of(event: StoredEvent): Listener[] {
    const [row, kind] = topicsOf(event.topic).map((topic) => this.#byTopic.get(topic) ?? []);
    return [...new Set([...row!, ...kind!])].filter(({ holder }) => mayHear(holder.scope, event));
  }
}
