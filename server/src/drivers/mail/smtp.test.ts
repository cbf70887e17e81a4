import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { SmtpConfig } from '../../config/mail.js';
import { type Delivered, mailSuite } from './mail-suite.js';
import { createSmtpMail } from './smtp.js';
import { readMime } from './testing-mime.js';

const message = { id: 'msg_1', from: 'Shop', to: 'ada@example.com', subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' };

async function startSmtp(options: SMTPServerOptions): Promise<{ config: SmtpConfig; close: () => Promise<void> }> {
  const server = new SMTPServer({ logger: false, ...options });
  // Clients that leave in the middle of things are what some of the tests are about.
  server.on('error', () => {});
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.server.address() as AddressInfo;
  return {
    config: {
      kind: 'smtp',
      sender: 'shop@example.com',
      host: '127.0.0.1',
      port,
      secure: false,
      requireTls: false,
      auth: { user: 'shop', pass: 'secret' },
    },
    close: () => new Promise((done) => server.close(done)),
  };
}

const withPassword: SMTPServerOptions = {
  hideSTARTTLS: true,
  allowInsecureAuth: true,
  onAuth: ({ username, password }, _session, done) =>
    username === 'shop' && password === 'secret' ? done(null, { user: username }) : done(new Error('no such account')),
};
const refusal = (text: string, responseCode: number): Error => Object.assign(new Error(text), { responseCode });

mailSuite('mails by SMTP', async () => {
  const got: Delivered[] = [];
  let refusing: 'for ever' | 'for now' | null = null;
  const server = await startSmtp({
    ...withPassword,
    onRcptTo: (_address, _session, done) => {
      const how = refusing;
      refusing = null;
      if (!how) return done();
      done(how === 'for ever' ? refusal('no such mailbox', 550) : refusal('try again later', 451));
    },
    onData: (stream, session, done) => {
      let raw = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => (raw += chunk));
      stream.on('end', () => {
        got.push({ ...readMime(raw), to: session.envelope.rcptTo.map(({ address }) => address) });
        done();
      });
    },
  });
  return { mail: createSmtpMail(server.config), delivered: () => got, refuse: (how) => (refusing = how), close: server.close };
});

describe('a mail server that is not to be had', () => {
  const sending = async (options: SMTPServerOptions, change: Partial<SmtpConfig>): Promise<void> => {
    const server = await startSmtp(options);
    const mail = createSmtpMail({ ...server.config, ...change });
    try {
      await mail.send(message);
    } finally {
      await mail.close!();
      await server.close();
    }
  };

  test('a wrong password is for us to mend: the message is tried again', () =>
    assert.rejects(sending(withPassword, { auth: { user: 'shop', pass: 'wrong' } }), { code: 'unavailable' }));

  test('without TLS nothing is said where TLS is required, not even the password', async () => {
    let asked = false;
    const onAuth: SMTPServerOptions['onAuth'] = (_auth, _session, done) => {
      asked = true;
      done(null, { user: 'shop' });
    };
    await assert.rejects(sending({ ...withPassword, onAuth }, { requireTls: true }), { code: 'unavailable' });
    assert.equal(asked, false);
  });

  test('a certificate that nobody vouches for is refused', () =>
    assert.rejects(sending({ ...withPassword, hideSTARTTLS: false }, { requireTls: true }), { code: 'unavailable' }));

  test('nobody there is unavailable', async () => {
    const server = await startSmtp({});
    await server.close();
    const mail = createSmtpMail(server.config);
    await assert.rejects(mail.send(message), { code: 'unavailable' });
    await mail.close!();
  });
});
