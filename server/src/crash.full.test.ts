import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { JobName } from './drivers/queue/queue.js';
import { LIMIT_MS, startCrashRig, type CrashRig, type ProcessName } from './testing-crash.js';
import { stepsOn, type Journey } from './testing-journey.js';

/** A call to the provider at which a process dies: before it arrives there, or once it was carried out, with the answer lost. */
interface Trap {
  method: string;
  path: RegExp;
  when: 'before' | 'after';
  victim: ProcessName;
}

let rig: CrashRig;
let proxy: Server;
let trap: { set: Trap; sprung: () => void } | null = null;

/** Stands between our processes and the stand-in for Stripe. */
function between(sandboxUrl: string, theRig: () => CrashRig): Server {
  return createServer((incoming, outgoing) => {
    const set = trap && incoming.method === trap.set.method && trap.set.path.test(incoming.url!) ? trap : null;
    if (set) trap = null;
    const die = async (): Promise<void> => {
      await theRig().kill(set!.set.victim);
      set!.sprung();
      incoming.destroy();
    };
    if (set?.set.when === 'before') void die();
    else pass(sandboxUrl, incoming, outgoing, set && die);
  });
}

function pass(sandboxUrl: string, incoming: IncomingMessage, outgoing: ServerResponse, instead: (() => Promise<void>) | null): void {
  const { method, headers } = incoming;
  const onward = forward(
    new URL(incoming.url!, sandboxUrl),
    { method: method!, headers: { ...headers, host: new URL(sandboxUrl).host } },
    (answer) => {
      if (instead) {
        answer.resume().on('end', () => void instead());
        return;
      }
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    },
  );
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}

before(async () => {
  rig = await startCrashRig(async (sandboxUrl, theRig) => {
    proxy = between(sandboxUrl, theRig).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  });
});
after(async () => {
  await rig.close();
  proxy.closeAllConnections();
  proxy.close();
});

/** Resolves when the process has died at this call. */
const diesAt = (set: Trap): Promise<void> => new Promise((sprung) => (trap = { set, sprung }));

const SESSIONS = { method: 'POST', path: /^\/v1\/checkout\/sessions$/ };
const SESSION = { method: 'GET', path: /^\/v1\/checkout\/sessions\/\w+/ };
const REFUNDS = { method: 'POST', path: /^\/v1\/refunds$/ };
type Step = 'prompt' | 'order' | 'pay' | 'printed' | 'refund';

/** Every place where a process can die on the way, with the step of the journey during which it does. */
const DEATHS: readonly { title: string; during: Step; death: () => Promise<void> }[] = [
  { title: 'the API, once a design is asked for', during: 'prompt', death: () => rig.killWhen('api', newRow('designs')) },
  { title: 'the worker, as it takes up the words', during: 'prompt', death: () => rig.killWhen('worker', newJob('generate')) },
  { title: 'the worker, between the words and their end', during: 'prompt', death: () => rig.killWhen('worker', isProcessing) },
  {
    title: 'the API, before the provider hears of the order',
    during: 'order',
    death: () => diesAt({ ...SESSIONS, when: 'before', victim: 'api' }),
  },
  {
    title: 'the API, once the provider has opened the payment',
    during: 'order',
    death: () => diesAt({ ...SESSIONS, when: 'after', victim: 'api' }),
  },
  {
    title: 'the provider, as it opens the payment',
    during: 'order',
    death: () => diesAt({ ...SESSIONS, when: 'after', victim: 'sandbox' }),
  },
  { title: 'the API, before it asks about the payment', during: 'pay', death: () => diesAt({ ...SESSION, when: 'before', victim: 'api' }) },
  { title: 'the API, once it knows of the payment', during: 'pay', death: () => diesAt({ ...SESSION, when: 'after', victim: 'api' }) },
  { title: 'the API, once the payment is booked', during: 'pay', death: () => rig.killWhen('api', newRow('payments')) },
  { title: 'the worker, as it takes up the print job', during: 'pay', death: () => rig.killWhen('worker', newJob('print')) },
  { title: 'the worker, between two files', during: 'pay', death: () => rig.killWhen('worker', newRow('print_files')) },
  { title: 'the worker, as it sends the mail', during: 'pay', death: () => rig.killWhen('worker', newJob('mail')) },
  { title: 'the API, once the refund is set aside', during: 'refund', death: () => diesAt({ ...REFUNDS, when: 'before', victim: 'api' }) },
  {
    title: 'whoever asked, once the provider has given the money back',
    during: 'refund',
    death: () => diesAt({ ...REFUNDS, when: 'after', victim: 'api' }),
  },
  {
    title: 'the worker, once the provider has given the money back',
    during: 'refund',
    death: () => diesAt({ ...REFUNDS, when: 'after', victim: 'worker' }),
  },
  {
    title: 'the provider, as it gives the money back',
    during: 'refund',
    death: () => diesAt({ ...REFUNDS, when: 'after', victim: 'sandbox' }),
  },
];

let journeysDone = 0;
const newRow = (table: string) => async (): Promise<boolean> => (await rig.db(table)).length > rowsBefore(table);
const rowsBefore = (table: string): number => journeysDone * (table === 'print_files' ? 2 : 1);
const newJob = (name: JobName): (() => Promise<boolean>) => {
  const before = rig.begun(name);
  return async () => (await rig.begun(name)) > (await before);
};
const isProcessing = async (): Promise<boolean> => (await rig.db('generations').whereNot({ status: 'queued' })).length > journeysDone;

describe('kill -9 at every step of generate, order, pay, print and refund', () => {
  for (const { title, during, death } of DEATHS) {
    test(`${title}: one of everything`, { timeout: LIMIT_MS }, async () => {
      const steps = stepsOn(rig);
      const journey: Journey = { key: `step-${journeysDone}` };
      for (const name of ['prompt', 'order', 'pay', 'printed', 'refund'] as const) {
        await (name === during ? Promise.all([death(), steps[name](journey)]) : steps[name](journey));
      }
      journeysDone += 1;
      await rig.checkOneOfEach(journeysDone);
    });
  }
});
