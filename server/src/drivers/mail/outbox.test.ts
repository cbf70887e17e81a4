import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mailSuite } from './mail-suite.js';
import { createOutboxMail } from './outbox.js';
import { readMime } from './testing-mime.js';

mailSuite('mails in a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'luneo-mail-'));
  return {
    mail: createOutboxMail(folder, 'shop@example.com'),
    delivered: async () => Promise.all((await readdir(folder)).map(async (name) => readMime(await readFile(join(folder, name), 'utf8')))),
    close: () => rm(folder, { recursive: true }),
  };
});
