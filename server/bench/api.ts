import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuPerRequest, median, startServer, type Call, type Measured, type Row } from './load.js';

export const cores = ['core.get-product', 'core.get-design', 'core.price', 'core.save-design'] as const;
/** The same figures are asked for under both names. */
export const ids = [...cores, ...cores.map((id) => id.replace('core.', 'api.'))];

const PAIRS = 9;
const REQUESTS = 1_500;
/** A server answers for days: what is compiled and optimised in its first seconds is not counted, for either side. */
const WARM_UP = 6_000;
const BAR: Record<(typeof cores)[number], number> = {
  'core.get-product': 2.2,
  'core.get-design': 2.2,
  'core.price': 2.2,
  'core.save-design': 4.5,
};

export interface Scenario {
  id: (typeof cores)[number];
  /** Each of the four callers has a design of its own. */
  call(caller: number): Call;
  /** Learns the next revision. */
  after?(caller: number): void;
}

type Id = (typeof cores)[number];

/** CPU per request of the API against a bare Express app that answers the same bytes; medians of interleaved pairs. */
export async function rows(only = ''): Promise<Row[]> {
  const measured = await measureAll((id) => id, {}, only.replace('api.', 'core.'));
  return measured.flatMap((row) => [row, { ...row, id: row.id.replace('core.', 'api.') }]).filter(({ id }) => id.startsWith(only));
}

/** The same with another name for each row, and with variables for the server, such as another database. */
export async function measureAll(nameOf: (id: Id) => string, env: Record<string, string>, only: string): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'luneo-bench-'));
  const luneo = await startServer('luneo-server.mjs', { dataDir, env });
  let bare: Measured | undefined;
  try {
    const { scenarios, answers } = await prepare(luneo);
    bare = await startServer('bare-server.mjs', answers);
    const measured: Row[] = [];
    for (const scenario of scenarios) {
      const id = nameOf(scenario.id);
      if (id.startsWith(only)) measured.push({ ...(await measure(scenario, luneo, bare)), id });
    }
    return measured;
  } finally {
    luneo.stop();
    bare?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A shopper's calls, and what they are answered. */
export async function prepare(luneo: Measured): Promise<{ scenarios: Scenario[]; answers: Record<string, string> }> {
  const key = { authorization: `Bearer ${String(luneo.hello['publishableKey'])}` };
  const ask = async (call: Call, status: number): Promise<string> => {
    const reply = await luneo.send(call);
    if (reply.status !== status) throw new Error(`${call.method} ${call.path} answered ${reply.status}: ${reply.text}`);
    return reply.text;
  };
  const session = JSON.parse(await ask({ method: 'POST', path: '/v1/sessions', headers: key, body: '{}' }, 201)) as { token: string };
  const shopper = { authorization: `Bearer ${session.token}` };
  const designs = await Promise.all(
    [0, 1, 2, 3].map(async () => {
      const body = JSON.stringify({ productId: 'prd_bracelet', options: { metal: 'gold-18k' } });
      return JSON.parse(await ask({ method: 'POST', path: '/v1/designs', headers: shopper, body }, 201)) as {
        id: string;
        document: object;
      };
    }),
  );
  const revisions = [1, 1, 1, 1];
  const document = JSON.stringify({ document: designs[0]!.document });
  const product: Call = { method: 'GET', path: '/v1/products/prd_bracelet', headers: key };
  const design = (caller: number): Call => ({ method: 'GET', path: `/v1/designs/${designs[caller]!.id}`, headers: shopper });
  const price: Call = { method: 'POST', path: '/v1/products/prd_bracelet/price', headers: shopper, body: document };
  const save = (caller: number): Call => ({
    method: 'PATCH',
    path: `/v1/designs/${designs[caller]!.id}`,
    headers: { ...shopper, 'if-match': `"${revisions[caller]}"` },
    body: document,
  });
  const answers = {
    product: await ask(product, 200),
    design: await ask(design(0), 200),
    quote: await ask(price, 200),
    saved: await ask(save(0), 200),
  };
  revisions[0]!++;
  const scenarios: Scenario[] = [
    { id: 'core.get-product', call: () => product },
    { id: 'core.get-design', call: design },
    { id: 'core.price', call: () => price },
    { id: 'core.save-design', call: save, after: (caller) => void revisions[caller]!++ },
  ];
  return { scenarios, answers };
}

async function measure(scenario: Scenario, luneo: Measured, bare: Measured): Promise<Row> {
  const round = (server: Measured, count: number) =>
    cpuPerRequest(server, count, async (caller) => {
      const reply = await server.send(scenario.call(caller));
      if (reply.status !== 200) throw new Error(`${scenario.id}: ${reply.status} ${reply.text}`);
      if (server === luneo) scenario.after?.(caller);
    });
  await round(luneo, WARM_UP);
  await round(bare, WARM_UP);
  const pairs: { own: number; peer: number }[] = [];
  for (let i = 0; i < PAIRS; i++) {
    const first = i % 2 === 0;
    const own = first ? await round(luneo, REQUESTS) : 0;
    const peer = await round(bare, REQUESTS);
    pairs.push({ own: first ? own : await round(luneo, REQUESTS), peer });
  }
  const ratio = median(pairs.map(({ own, peer }) => own / peer));
  const bar = BAR[scenario.id];
  return {
    id: scenario.id,
    value: median(pairs.map(({ own }) => own)),
    unit: 'µs CPU/request',
    peer: 'bare Express, same bytes',
    peerValue: median(pairs.map(({ peer }) => peer)),
    ratio,
    bar: `≤ ${bar}`,
    holds: ratio <= bar,
  };
}
