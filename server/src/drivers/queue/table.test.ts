import { pino } from 'pino';
import { queueSuite } from './queue-suite.js';
import { createTableQueue } from './table.js';

queueSuite('queue in a table', (db, options) => createTableQueue(db, pino({ level: 'silent' }), options));
