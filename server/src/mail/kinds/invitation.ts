import type { Renderer } from '../kinds.js';
import { layout, personName } from '../layout.js';

/** Asks somebody to join a brand's team. */
export const invitation: Renderer<'invitation'> = ({ inviter, role, sealedToken }, { sender, adminUrl, open, locale, words }) => {
  const { somebody, subject, heading, text, roles, button, footer } = words.invitation;
  const who = personName(inviter) ?? somebody;
  return layout({
    locale,
    subject: subject(who, sender),
    sender,
    heading: heading(sender),
    paragraphs: [text(who, sender, roles[role])],
    button: { label: button, url: `${adminUrl}#/invitation?token=${open(sealedToken)}` },
    footer,
  });
};
