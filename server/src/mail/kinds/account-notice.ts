import type { Renderer } from '../kinds.js';
import { layout, personName } from '../layout.js';

/** Tells the owner of an account what happened to it. */
export const accountNotice: Renderer<'account-notice'> = ({ name, event }, { sender, adminUrl, locale, words }) => {
  const { button, ignore, act, contact, events } = words.notice;
  const { subject, text } = events[event];
  const isGone = event === 'account-deleted' || event === 'email-changed';
  return layout({
    locale,
    subject,
    sender,
    heading: `${subject}.`,
    paragraphs: [`${words.hello(personName(name))}. ${text}`],
    button: isGone ? undefined : { label: button, url: adminUrl },
    footer: event === 'exists' ? ignore : isGone ? contact : act,
  });
};
