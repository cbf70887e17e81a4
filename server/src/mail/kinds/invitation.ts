import type { Renderer } from '../kinds.js';
import { layout, personName } from '../layout.js';

const ROLES: Record<string, string> = { brand_admin: 'an administrator', brand_user: 'a member of staff', fabricator: 'a fabricator' };

/** Asks somebody to join a brand's team. */
export const invitation: Renderer<'invitation'> = ({ inviter, role, sealedToken }, { sender, adminUrl, open }) => {
  const who = personName(inviter).replace(/^there$/, 'Somebody');
  return layout({
    subject: `${who} invites you to ${sender}`,
    sender,
    heading: `Join ${sender} on Luneo.`,
    paragraphs: [`${who} invites you to work with ${sender} as ${ROLES[role] ?? 'a member'}. The link works once, for seven days.`],
    button: { label: 'Accept', url: `${adminUrl}#/invitation?token=${open(sealedToken)}` },
    footer: 'If you do not know who this is, ignore this message.',
  });
};
