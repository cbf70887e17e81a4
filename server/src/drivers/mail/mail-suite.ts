import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId } from '../../id.js';
import type { Mail, Message } from './mail.js';

/** A message as the other side got it. */
export interface Delivered {
  messageId: string;
  from: { name: string; address: string };
  /** Every address that it goes to. */
  to: string[];
  subject: string;
  text: string;
  html: string;
  /** Names of the headers that were written. */
  headers: string[];
}
export interface TestMail {
  mail: Mail;
  delivered(): Promise<Delivered[]> | Delivered[];
  /** The next message is refused: for ever, or for now. Where nobody can refuse, nothing is tested. */
  refuse?(how: 'for ever' | 'for now'): void;
  close(): Promise<void>;
}

const message = (change: Partial<Message> = {}): Message => ({
  id: newId('msg'),
  from: 'Atelier Zoé',
  to: 'ada@example.com',
  subject: 'Ta commande № 7',
  text: 'Merci — à bientôt.\n.\nPS: ünï\n',
  html: '<p>Merci — à bientôt.</p>\n',
  ...change,
});

/** What every mail driver promises. Its sender is `shop@example.com`. */
export function mailSuite(what: string, open: () => Promise<TestMail>): void {
  describe(what, () => {
    let driver: TestMail;
    before(async () => {
      driver = await open();
    });
    after(async () => {
      await driver.mail.close?.();
      await driver.close();
    });
    const find = async (id: string): Promise<Delivered[]> =>
      (await driver.delivered()).filter(({ messageId }) => messageId === `<${id}@example.com>`);

    test('delivers text and HTML, from the brand by our address', async () => {
      const sent = message();
      await driver.mail.send(sent);
      const [got] = await find(sent.id);
      assert.deepEqual(got!.from, { name: 'Atelier Zoé', address: 'shop@example.com' });
      assert.deepEqual([got!.to, got!.subject], [['ada@example.com'], sent.subject]);
      assert.deepEqual([got!.text.trim(), got!.html.trim()], [sent.text.trim(), sent.html.trim()]);
    });

    test('the same message again is delivered once', async () => {
      const sent = message();
      await driver.mail.send(sent);
      await driver.mail.send(sent);
      assert.equal((await find(sent.id)).length, 1);
    });

    test('no name, subject or address begins another header or names another recipient', async () => {
      const sent = message({
        from: 'Shop" <evil@example.org>\r\nBcc: eve@example.org\u2028X',
        subject: 'Hello\r\nBcc: eve@example.org\r\n\r\nbody',
      });
      await driver.mail.send(sent);
      const [got] = await find(sent.id);
      assert.deepEqual(got!.to, ['ada@example.com']);
      assert.deepEqual(got!.from, { name: 'Shop" <evil@example.org> Bcc: eve@example.org X', address: 'shop@example.com' });
      assert.equal(got!.subject, 'Hello Bcc: eve@example.org body');
      assert.ok(!got!.headers.some((name) => /^bcc$/i.test(name)));
      for (const to of [
        'ada@example.com, eve@example.org',
        'ada@example.com\r\nBcc: eve@example.org',
        'Ada <ada@example.com>',
        '@relay:ada@example.com',
        'ada@example.com>',
        'ada',
      ]) {
        const bad = message({ to });
        await assert.rejects(driver.mail.send(bad), { code: 'invalid-request' }, to);
        assert.deepEqual(await find(bad.id), [], to);
      }
    });

    test('what is refused for ever is not to be tried again; what is refused for now can be sent later', async () => {
      if (!driver.refuse) return;
      driver.refuse('for ever');
      await assert.rejects(driver.mail.send(message()), { code: 'invalid-request' });
      const patient = message();
      driver.refuse('for now');
      await assert.rejects(driver.mail.send(patient), { code: 'unavailable' });
      await driver.mail.send(patient);
      assert.equal((await find(patient.id)).length, 1);
    });
  });
}
