export interface Message {
  /** Stable id of letters and digits: sending the same message twice delivers it once. */
  id: string;
  /** Name of the sender; the address belongs to the driver. */
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}
export interface Mail {
  /**
   * Resolves when somebody else has taken the message over. Throws `invalid-request` where trying again is no use, as for an address that
   * does not exist, and `unavailable` for what may pass.
   */
  send(message: Message): Promise<void>;
  /** Takes a message back where it still lies with us, as in an outbox folder. */
  withdraw?(id: string): Promise<void>;
  /** Gives back connections, where the driver keeps any. */
  close?(): Promise<void>;
}
