export interface Message {
  /** Stable id: sending the same message twice delivers it once. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}
export interface Mail {
  send(message: Message): Promise<void>;
}
