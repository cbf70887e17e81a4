// Holds sockets: those of the API (built code), with tickets and heartbeat, or bare ones of the same library. Tells what they cost.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WebSocketServer } from 'ws';
import { createBrand } from '../dist/src/auth/brands.js';
import { readConfig } from '../dist/src/config.js';
import { openDatabase } from '../dist/src/drivers/database/database.js';
import { migrate } from '../dist/src/drivers/database/migrate.js';
import { createLog } from '../dist/src/log.js';
import { attachRealtime } from '../dist/src/realtime/realtime.js';
import { createTicket } from '../dist/src/realtime/tickets.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
const [{ dataDir, heartbeatMs }] = await once(process, 'message');
const server = createServer();
let open = async () => 0;
let tickets = async () => [];
let made = 0;
if (dataDir) {
  const config = readConfig({ LUNEO_DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
  const db = openDatabase(config.database);
  await migrate(db);
  const log = createLog('silent', 'api');
  attachRealtime(server, { config, log, db, redis: null }, { heartbeatMs, helloMs: 60_000 });
  const brandId = await createBrand(db, { name: 'Measured' });
  open = () => new Promise((resolve) => server.getConnections((_, count) => resolve(count)));
  tickets = async (count) => {
    const codes = [];
    for (let n = 0; n < count; n++) {
      // Ten sockets of each caller, who hear different rows: nothing is shared that would not be in production.
      const scope = { brandId, ownerId: null, role: 'brand_admin', via: 'sk', mode: 'test', actorId: `key_${made++ % 500}`, keyId: null };
      codes.push((await createTicket(db, config, { scope, origin: null, tokenExpiresAt: null })).ticket);
    }
    return codes;
  };
} else {
  const bare = new WebSocketServer({ server, perMessageDeflate: false, maxPayload: 8_192 });
  bare.on('connection', (socket) => socket.once('message', () => socket.send('{"type":"ready"}')));
  open = async () => bare.clients.size;
  tickets = async (count) => Array.from({ length: count }, () => 'none');
}
process.on('message', ({ what, count }) => {
  const answer = what === 'tickets' ? tickets(count).then((codes) => ({ tickets: codes })) : memory();
  void answer.then((message) => process.send(message));
});
async function memory() {
  for (let i = 0; i < 3; i++) collect();
  return { open: await open(), rss: process.memoryUsage().rss };
}
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
