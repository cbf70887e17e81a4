import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare } from './api.js';
import { cpuPerRequest, median, startServer, type Call, type Measured, type Row } from './load.js';

export const ids = ['api.growth-get-design', 'api.growth-list-designs', 'api.growth-save-design'] as const;

const FEW = 1_000;
const MANY = 100_000;
const PAIRS = 7;
const REQUESTS = 400;
const BAR = 1.3;

interface Side {
  server: Measured;
  calls: Record<(typeof ids)[number], { call(caller: number): Call; after?(caller: number): void }>;
}

/** CPU per request with a hundred thousand designs in the brand against a thousand; medians of interleaved pairs. */
export async function rows(only = ''): Promise<Row[]> {
  const folders = [FEW, MANY].map(() => mkdtempSync(join(tmpdir(), 'luneo-growth-')));
  const sides: Side[] = [];
  try {
    for (const [i, dataDir] of folders.entries()) sides.push(await side(dataDir, [FEW, MANY][i]!));
    const measured: Row[] = [];
    for (const id of ids) if (id.startsWith(only)) measured.push(await measure(id, sides[0]!, sides[1]!));
    return measured;
  } finally {
    for (const { server } of sides) server.stop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

async function side(dataDir: string, designs: number): Promise<Side> {
  const server = await startServer('luneo-server.mjs', { dataDir, designs });
  const { scenarios } = await prepare(server);
  const of = (id: string) => scenarios.find((scenario) => scenario.id === id)!;
  const headers = { authorization: `Bearer ${String(server.hello['secretKey'])}` };
  return {
    server,
    calls: {
      'api.growth-get-design': of('core.get-design'),
      'api.growth-list-designs': { call: () => ({ method: 'GET', path: '/v1/designs?limit=20', headers }) },
      'api.growth-save-design': of('core.save-design'),
    },
  };
}

async function measure(id: (typeof ids)[number], few: Side, many: Side): Promise<Row> {
  const round = ({ server, calls }: Side, count: number): Promise<number> =>
    cpuPerRequest(server, count, async (caller) => {
      const reply = await server.send(calls[id].call(caller));
      if (reply.status !== 200) throw new Error(`${id}: ${reply.status} ${reply.text}`);
      calls[id].after?.(caller);
    });
  for (const each of [few, many]) await round(each, REQUESTS);
  const pairs: { own: number; peer: number }[] = [];
  for (let i = 0; i < PAIRS; i++) {
    const isFirst = i % 2 === 0;
    const own = isFirst ? await round(many, REQUESTS) : 0;
    const peer = await round(few, REQUESTS);
    pairs.push({ own: isFirst ? own : await round(many, REQUESTS), peer });
  }
  const ratio = median(pairs.map(({ own, peer }) => own / peer));
  return {
    id,
    value: median(pairs.map(({ own }) => own)),
    unit: 'µs CPU/request',
    peer: `with ${FEW} designs instead of ${MANY}`,
    peerValue: median(pairs.map(({ peer }) => peer)),
    ratio,
    bar: `≤ ${BAR}`,
    holds: ratio <= BAR,
  };
}
