import * as realtime from '../realtime.js';
import { define, owners } from './define.js';

/** News over a WebSocket. */
export const realtimeEndpoints = define({
  'realtime.ticket': {
    method: 'POST',
    path: '/v1/realtime/tickets',
    summary: 'A single-use ticket for the WebSocket',
    callers: owners,
    body: realtime.TicketCreate,
    replies: { 201: realtime.Ticket },
  },
});
