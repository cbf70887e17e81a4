import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { toLetter } from './letter.js';
import type { Mail } from './mail.js';

/** Writes every message as `{id}.eml` into `folder`, whole or not at all, once per id. Any mail program opens them. */
export function createOutboxMail(folder: string, sender: string): Mail {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    withdraw: async (id) => {
      if (/^\w{1,60}$/.test(id)) await rm(join(folder, `${id}.eml`), { force: true });
    },
    send: async (message) => {
      const letter = toLetter(message, sender);
      const path = join(folder, `${message.id}.eml`);
      if (await exists(path)) return;
      const sent = await transport.sendMail({ ...letter, disableFileAccess: true, disableUrlAccess: true });
      await writeWhole(folder, path, sent.message as Buffer);
    },
  };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function writeWhole(folder: string, path: string, bytes: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.${randomBytes(8).toString('hex')}`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
