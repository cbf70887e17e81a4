import type { Renderer } from '../kinds.js';
import { layout } from '../layout.js';

/** Tells a brand's administrators that one of its webhook endpoints gets nothing more. */
export const webhookDisabled: Renderer<'webhook-disabled'> = ({ url, reason }, { sender, adminUrl, locale, words }) => {
  const { subject, text, reasons, next, button } = words.webhook;
  return layout({
    locale,
    subject,
    sender,
    heading: `${subject}.`,
    paragraphs: [text(url.slice(0, 200), reasons[reason]), next],
    button: { label: button, url: `${adminUrl}#/webhooks` },
  });
};
