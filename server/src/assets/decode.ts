import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../problem.js';
import type { Decoded, DecodeReply, DecodeRequest } from './decode-child.js';

export interface DecodeLimits {
  /** Ends the child after so long. */
  timeMs: number;
  /** Ends the child when its resident memory is over this (where `/proc` tells it). */
  memoryBytes: number;
}
const LIMITS: DecodeLimits = { timeMs: 30_000, memoryBytes: 1_500_000_000 };
const MEMORY_CHECK_MS = 50;
const PAGE_BYTES = 4_096;
/** Pictures decoded at once; the others wait. */
const MAX_CHILDREN = 2;

const CHILD = fileURLToPath(new URL(`./decode-child${extname(import.meta.url)}`, import.meta.url));
let running = 0;
const waiting: (() => void)[] = [];

/** Decodes a stranger's picture in a process of its own. Throws `image-invalid` or `image-too-large`. */
export async function decodePicture(request: DecodeRequest, limits: Partial<DecodeLimits> = {}): Promise<Decoded> {
  if (running >= MAX_CHILDREN) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    const reply = await askChild(request, { ...LIMITS, ...limits });
    if ('error' in reply) throw new Problem(reply.error, reply.detail);
    return reply.ok;
  } finally {
    running--;
    waiting.shift()?.();
  }
}

function askChild(request: DecodeRequest, limits: DecodeLimits): Promise<DecodeReply> {
  const child = fork(CHILD, [], {
    serialization: 'advanced',
    execArgv: execArgv(),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: childEnv(),
  });
  const tooMuch: DecodeReply = {
    error: 'image-too-large',
    detail: 'The picture needs too much time or memory to read. Make it smaller and try again.',
  };
  return new Promise<DecodeReply>((resolve, reject) => {
    const timer = setTimeout(() => resolve(tooMuch), limits.timeMs);
    const watch = setInterval(() => {
      void residentBytes(child).then((bytes) => bytes > limits.memoryBytes && resolve(tooMuch));
    }, MEMORY_CHECK_MS);
    child.once('message', (reply: DecodeReply) => resolve(reply));
    child.once('error', reject);
    child.once('exit', () => resolve({ error: 'image-invalid', detail: 'The picture cannot be read. Export it again and upload that.' }));
    child.once('close', () => (clearTimeout(timer), clearInterval(watch)));
    child.send(request, (error) => error && reject(error));
  }).finally(() => child.kill('SIGKILL'));
}

/** As this process was started, so that source runs as source; but the child is no test of a test runner. */
const execArgv = (): string[] => process.execArgv.filter((argument) => !/^--(test|inspect|watch|experimental-test)/.test(argument));

/** The child needs no secrets. */
function childEnv(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LD_LIBRARY_PATH } = process.env;
  return { PATH, HOME, TMPDIR, LD_LIBRARY_PATH };
}

async function residentBytes(child: ChildProcess): Promise<number> {
  const statm = await readFile(`/proc/${child.pid}/statm`, 'utf8').catch(() => '');
  return Number(statm.split(' ')[1] ?? 0) * PAGE_BYTES;
}
