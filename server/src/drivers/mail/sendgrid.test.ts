import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import { type Delivered, mailSuite } from './mail-suite.js';
import { createSendgridMail } from './sendgrid.js';
import { standIn } from './testing-http.js';

const address = z.strictObject({ email: z.string(), name: z.optional(z.string()) });
/** `POST /v3/mail/send` as its reference writes it; nothing else may be sent. */
const Body = z.strictObject({
  personalizations: z
    .array(z.strictObject({ to: z.array(address), custom_args: z.optional(z.record(z.string(), z.string())) }))
    .check(z.length(1)),
  from: address,
  subject: z.string().check(z.minLength(1)),
  content: z.tuple([
    z.strictObject({ type: z.literal('text/plain'), value: z.string() }),
    z.strictObject({ type: z.literal('text/html'), value: z.string() }),
  ]),
  headers: z.record(z.string(), z.string().check(z.regex(/^[^\r\n]*$/))),
  custom_args: z.optional(z.record(z.string(), z.string())),
  tracking_settings: z.strictObject({
    click_tracking: z.strictObject({ enable: z.literal(false), enable_text: z.literal(false) }),
    open_tracking: z.strictObject({ enable: z.literal(false) }),
  }),
});

mailSuite('mails by SendGrid', async () => {
  const got: Delivered[] = [];
  let refusing: string | null = null;
  const server = await standIn(async (request, body) => {
    assert.deepEqual([request.method, request.url], ['POST', '/v3/mail/send']);
    if (request.headers.authorization !== 'Bearer SG.key') return { status: 401, body: { errors: [{ message: 'unauthorized' }] } };
    const how = refusing;
    refusing = null;
    if (how)
      return how === 'for ever'
        ? { status: 400, body: { errors: [{ message: 'invalid', field: 'personalizations.0.to.0.email' }] } }
        : { status: 503, body: {} };
    const sent = Body.parse(JSON.parse(body.toString()));
    const [{ to }] = sent.personalizations as [{ to: { email: string }[] }];
    got.push({
      messageId: sent.headers['Message-ID']!,
      from: { name: sent.from.name!, address: sent.from.email },
      to: to.map(({ email }) => email),
      subject: sent.subject,
      text: sent.content[0].value,
      html: sent.content[1].value,
      headers: Object.keys(sent.headers),
    });
    return { status: 202 };
  });
  const mail = createSendgridMail({ kind: 'sendgrid', apiKey: 'SG.key', apiBase: server.url, sender: 'shop@example.com' });
  return { mail, delivered: () => got, refuse: (how) => (refusing = how), close: server.close };
});

test('a wrong key of SendGrid is for us to mend: the message is tried again', async () => {
  const server = await standIn(async () => ({ status: 401, body: { errors: [] } }));
  const mail = createSendgridMail({ kind: 'sendgrid', apiKey: 'SG.wrong', apiBase: server.url, sender: 'shop@example.com' });
  const message = { id: 'msg_1', from: 'Shop', to: 'ada@example.com', subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' };
  await assert.rejects(mail.send(message), { code: 'unavailable' });
  await server.close();
  await assert.rejects(mail.send(message), { code: 'unavailable' });
});
