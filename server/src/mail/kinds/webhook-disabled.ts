import type { Renderer } from '../kinds.js';
import { layout } from '../layout.js';

const REASONS = {
  gone: 'It answered 410 Gone, which asks us to send nothing more.',
  failing: 'Every try has failed for five days.',
} as const;

/** Tells a brand's administrators that one of its webhook endpoints gets nothing more. */
export const webhookDisabled: Renderer<'webhook-disabled'> = ({ url, reason }, { sender, adminUrl }) =>
  layout({
    subject: 'A webhook endpoint was disabled',
    sender,
    heading: 'A webhook endpoint was disabled.',
    paragraphs: [
      `We send no more events to ${url.slice(0, 200)}. ${REASONS[reason]}`,
      'Once it works again, enable it and replay what it missed: events are noted for it meanwhile.',
    ],
    button: { label: 'Open webhooks', url: `${adminUrl}#/webhooks` },
  });
