/** Sockets that have not shown a ticket yet, by where they come from: anybody may open one, so there are only so many. */
export class Strangers {
  readonly #byAddress = new Map<string, number>();
  #count = 0;
  readonly #limits: { perAddress: number; overall: number };

  constructor(limits: { perAddress: number; overall: number }) {
    this.#limits = limits;
  }

  /** Which limit one more from this address would pass. */
  fullFor(address: string): 'address' | 'overall' | null {
    if ((this.#byAddress.get(address) ?? 0) >= this.#limits.perAddress) return 'address';
    return this.#count >= this.#limits.overall ? 'overall' : null;
  }

  /** The socket counts until what is returned is called, once or more. */
  enter(address: string): () => void {
    this.#count++;
    this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + 1);
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      this.#count--;
      const left = this.#byAddress.get(address)! - 1;
      if (left > 0) this.#byAddress.set(address, left);
      else this.#byAddress.delete(address);
    };
  }
}
