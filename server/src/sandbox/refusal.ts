import type { StripeErrorBody } from './objects.js';

/** An error answer in Stripe's shape. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: StripeErrorBody;
  constructor(status: number, body: StripeErrorBody) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

export function invalid(message: string, param?: string, code?: string): Refusal {
  return new Refusal(400, { type: 'invalid_request_error', message, ...(param && { param }), ...(code && { code }) });
}
