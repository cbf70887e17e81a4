import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { ensurePortsFree, ensureWritable, readPort } from './checks.mjs';
import { command } from './command.mjs';
import { releaseLock, takeLock } from './lock.mjs';
import { Processes } from './processes.mjs';
import { sayTo, Stop } from './say.mjs';

let folder;
const said = [];
before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'luneo-setup-'));
  sayTo({ write: (text) => said.push(text) });
});
after(() => rmSync(folder, { recursive: true, force: true }));

const until = async (isTrue) => {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
};

test('a lock names its living holder and is free after release', () => {
  const file = path.join(folder, 'a.lock');
  assert.equal(takeLock(file, { shopUrl: 'http://x' }), null);
  const other = takeLock(file);
  assert.equal(other.pid, process.pid);
  assert.equal(other.shopUrl, 'http://x');
  releaseLock(file);
  assert.equal(takeLock(file), null);
});

test('a lock that a killed process left is taken over, whatever runs under its number now', async () => {
  const file = path.join(folder, 'b.lock');
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  writeFileSync(file, JSON.stringify({ pid: child.pid, born: '1' }));
  assert.equal(takeLock(file), null);
  writeFileSync(file, JSON.stringify({ pid: process.ppid, born: '1' }));
  assert.equal(takeLock(file), null);
  writeFileSync(file, 'half a li');
  assert.equal(takeLock(file), null);
  assert.equal(JSON.parse(readFileSync(file, 'utf8')).pid, process.pid);
});

test('PORT must be a port that leaves two more', () => {
  assert.equal(readPort(undefined), 4400);
  assert.equal(readPort('65533'), 65533);
  for (const wrong of ['65534', '0', '-1', 'x', '80.5', '1e3'])
    assert.throws(() => readPort(wrong), new Stop(`PORT must be a whole number from 1 to 65533, not "${wrong}".`));
});

test('a port in use is named with its purpose', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await assert.rejects(ensurePortsFree([{ port, use: 'shop' }]), { message: new RegExp(`^Port ${port} \\(shop\\) is in use: `) });
  server.close();
  await once(server, 'close');
  await ensurePortsFree([{ port, use: 'shop' }]);
});

test('a folder that cannot be written is named', () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  assert.throws(() => ensureWritable(path.join(file, 'data')), {
    message: /^The data folder .*file\/data cannot be written \(ENOTDIR\): /,
  });
  assert.throws(() => ensureWritable(file), { message: /cannot be written \(ENOTDIR\)/ });
  if (process.platform === 'linux') assert.throws(() => ensureWritable('/proc/luneo/data'), { message: /cannot be written \(E/ });
  ensureWritable(path.join(folder, 'new', 'data'));
  assert.ok(existsSync(path.join(folder, 'new', 'data')));
});

const script = (name, text) => {
  const file = path.join(folder, `${name}.mjs`);
  writeFileSync(file, text);
  return file;
};

test('a process that dies is started again, and all are stopped in the end', async () => {
  const marks = path.join(folder, 'marks');
  const file = script(
    'mortal',
    `import fs from 'node:fs'; fs.appendFileSync(${JSON.stringify(marks)}, process.pid + '\\n'); setInterval(() => {}, 1000); process.on('SIGTERM', () => process.exit(0));`,
  );
  const pids = () => (existsSync(marks) ? readFileSync(marks, 'utf8').trim().split('\n').map(Number) : []);
  const processes = new Processes(path.join(folder, 'logs'));
  processes.start('mortal', file, process.env);
  await processes.ready('mortal', () => pids().length === 1);
  process.kill(pids()[0], 'SIGKILL');
  await until(() => pids().length === 2);
  assert.match(said.join(''), /mortal stopped \(SIGKILL\); starting it again in 0\.5 s/);
  await processes.stop();
  assert.throws(() => process.kill(pids()[1], 0), { code: 'ESRCH' });
});

test('a process that ends before it is ready stops the start with its last words', async () => {
  const processes = new Processes(path.join(folder, 'logs'));
  processes.start('wrong', script('wrong', "console.error('LOG_LEVEL must be one of a, b.'); process.exit(1);"), process.env);
  await assert.rejects(
    processes.ready('wrong', () => false),
    { message: 'wrong did not start:\nLOG_LEVEL must be one of a, b.' },
  );
});

test('a supervised process ends when its supervisor is killed', async () => {
  const marks = path.join(folder, 'orphan');
  const orphan = script(
    'orphan',
    `import fs from 'node:fs'; fs.writeFileSync(${JSON.stringify(marks)}, String(process.pid)); setInterval(() => {}, 1000);`,
  );
  const module = new URL('processes.mjs', import.meta.url).href;
  const supervisor = spawn(process.execPath, [
    script(
      'supervisor',
      `import { Processes } from ${JSON.stringify(module)}; new Processes(${JSON.stringify(path.join(folder, 'logs'))}).start('orphan', ${JSON.stringify(orphan)}, process.env); setInterval(() => {}, 1000);`,
    ),
  ]);
  await until(() => existsSync(marks) && readFileSync(marks, 'utf8') !== '');
  supervisor.kill('SIGKILL');
  const pid = Number(readFileSync(marks, 'utf8'));
  const isGone = () => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  };
  await until(isGone);
});

test('start says what is wrong in one sentence and leaves nothing running', async () => {
  const start = new URL('../../demo-stores/start.mjs', import.meta.url).pathname;
  const run = (env) => command(process.execPath, [start], { env: { ...process.env, ...env } });
  const wrongPort = await run({ PORT: 'many', LUNEO_DATA_DIR: path.join(folder, 'd1') });
  assert.deepEqual([wrongPort.code, wrongPort.output.trim()], [1, 'PORT must be a whole number from 1 to 65533, not "many".']);
  const file = path.join(folder, 'plain');
  writeFileSync(file, '');
  const unwritable = await run({ LUNEO_DATA_DIR: path.join(file, 'x') });
  assert.equal(unwritable.code, 1);
  assert.match(unwritable.output.trim(), /^The data folder .* cannot be written .*LUNEO_DATA_DIR\.$/);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const busy = await run({ PORT: String(port), LUNEO_DATA_DIR: path.join(folder, 'd2') });
  server.close();
  assert.equal(busy.code, 1);
  assert.match(busy.output.trim(), new RegExp(`^Port ${port} \\(API\\) is in use: .*$`));
  assert.ok(!existsSync(path.join(folder, 'd2', 'start.lock')));
});
