import { open, type Rows } from '../row.js';
import { accounts } from './accounts.js';
import { catalogue } from './catalogue.js';
import { designs } from './designs.js';
import { orders } from './orders.js';

/** One row for every operation of server/openapi.json. */
export const ROWS: Rows = {
  ...accounts,
  ...catalogue,
  ...designs,
  ...orders,
  health: open(),
  ready: open(),
};
