import type { Mails, Renderer } from '../kinds.js';
import { layout, personName } from '../layout.js';

const NOTICES: Record<Mails['account-notice']['event'], { subject: string; text: string }> = {
  exists: {
    subject: 'You have an account already',
    text: 'Somebody tried to sign up with this address. You have an account already: sign in, or choose a new password.',
  },
  'password-changed': {
    subject: 'Your password was changed',
    text: 'The password of your account was changed and other sessions were ended.',
  },
  'totp-enabled': { subject: 'Two-factor sign-in is on', text: 'From now on, signing in needs a code from your authenticator.' },
  'totp-disabled': { subject: 'Two-factor sign-in is off', text: 'Signing in needs your password only from now on.' },
  'session-replayed': {
    subject: 'A session was ended',
    text: 'An old session token of your account was used a second time, so we ended that session. Sign in again.',
  },
};

/** Tells the owner of an account what happened to it. */
export const accountNotice: Renderer<'account-notice'> = ({ name, event }, { sender, adminUrl }) =>
  layout({
    subject: NOTICES[event].subject,
    sender,
    heading: `${NOTICES[event].subject}.`,
    paragraphs: [`Hello ${personName(name)}. ${NOTICES[event].text}`],
    button: { label: 'Open Luneo', url: adminUrl },
    footer: event === 'exists' ? 'If that was not you, ignore this message.' : 'If that was not you, choose a new password at once.',
  });
