import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Delivered, mailSuite } from './mail-suite.js';
import { createMailgunMail } from './mailgun.js';
import { standIn } from './testing-http.js';

const FIELDS = ['from', 'to', 'subject', 'text', 'html', 'h:Message-Id', 'h:Auto-Submitted', 'v:message', 'o:tracking'];
const KEY = `Basic ${Buffer.from('api:key-1').toString('base64')}`;

mailSuite('mails by Mailgun', async () => {
  const got: Delivered[] = [];
  let refusing: string | null = null;
  const server = await standIn(async (request, body) => {
    assert.deepEqual([request.method, request.url], ['POST', '/v3/mg.example.com/messages']);
    if (request.headers.authorization !== KEY) return { status: 401, body: { message: 'Forbidden' } };
    const how = refusing;
    refusing = null;
    if (how)
      return how === 'for ever' ? { status: 400, body: { message: "'to' parameter is not a valid address" } } : { status: 500, body: {} };
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': request.headers['content-type']! } }).formData();
    const sent = Object.fromEntries(form) as Record<string, string>;
    assert.deepEqual(Object.keys(sent).toSorted(), FIELDS.toSorted());
    assert.equal(sent['o:tracking'], 'no');
    const from = /^"((?:[^"\\]|\\.)*)" <([^<>]+)>$/.exec(sent['from']!)!;
    got.push({
      messageId: sent['h:Message-Id']!,
      from: { name: from[1]!.replaceAll(/\\(.)/g, '$1'), address: from[2]! },
      to: sent['to']!.split(','),
      subject: sent['subject']!,
      // A form's line breaks are CR LF.
      text: sent['text']!.replaceAll('\r\n', '\n'),
      html: sent['html']!,
      headers: Object.keys(sent).map((name) => name.replace(/^h:/, '')),
    });
    return { status: 200, body: { id: sent['h:Message-Id'], message: 'Queued. Thank you.' } };
  });
  const config = { kind: 'mailgun', apiKey: 'key-1', apiBase: server.url, domain: 'mg.example.com', sender: 'shop@example.com' } as const;
  return { mail: createMailgunMail(config), delivered: () => got, refuse: (how) => (refusing = how), close: server.close };
});

test('a wrong key of Mailgun is for us to mend: the message is tried again', async () => {
  const server = await standIn(async () => ({ status: 401, body: { message: 'Forbidden' } }));
  const config = { kind: 'mailgun', apiKey: 'no', apiBase: server.url, domain: 'mg.example.com', sender: 'shop@example.com' } as const;
  const mail = createMailgunMail(config);
  const message = { id: 'msg_1', from: 'Shop', to: 'ada@example.com', subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' };
  await assert.rejects(mail.send(message), { code: 'unavailable' });
  await server.close();
  await assert.rejects(mail.send(message), { code: 'unavailable' });
});
