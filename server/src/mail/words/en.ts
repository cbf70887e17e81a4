/** What mails say in English. Names, numbers and amounts come as they are read. */
export const en = {
  hello: (name: string | null) => `Hello ${name ?? 'there'}`,
  confirmation: {
    subject: (brand: string, number: string) => `${brand}: your order ${number}`,
    heading: 'Thank you for your order.',
    text: 'We are making it now, exactly as you designed it.',
    order: (number: string) => `Order ${number}`,
    total: 'Total',
  },
  shipped: {
    subject: (brand: string, number: string) => `${brand}: your order ${number} is on its way`,
    heading: 'Your order is on its way.',
    text: (number: string) => `Order ${number} has left our workshop.`,
    parcel: (parcel: string) => `Parcel: ${parcel}.`,
    follow: 'Follow your parcel',
  },
  refunded: {
    subject: (brand: string, number: string) => `${brand}: refund for order ${number}`,
    heading: 'Your refund is on its way.',
    text: (amount: string, number: string) => `We have refunded ${amount} for order ${number}. Your bank shows it within a few days.`,
  },
  verify: {
    subject: 'Confirm your e-mail address',
    text: (hello: string) => `${hello}, please confirm that this address is yours. The link works once, for 24 hours.`,
    button: 'Confirm address',
    footer: 'If you did not sign up, ignore this message: nothing happens.',
  },
  change: {
    subject: 'Confirm your new e-mail address',
    text: (hello: string) =>
      `${hello}, please confirm that your account is to have this address from now on. The link works once, for one hour.`,
    button: 'Confirm address',
    footer: 'If you have no account with us, ignore this message: nothing happens.',
  },
  reset: {
    subject: 'Choose a new password',
    text: (hello: string) => `${hello}, somebody asked for a new password for this account. The link works once, for one hour.`,
    button: 'Choose a password',
    footer: 'If that was not you, ignore this message: your password stays as it is.',
  },
  code: {
    subject: (brand: string) => `${brand}: your code`,
    heading: 'Your code.',
    text: (minutes: number) => `Type this code in the shop to keep your designs. It works for ${minutes} minutes.`,
    footer: 'Never tell anybody this code. If you did not ask for it, ignore this message.',
  },
  invitation: {
    somebody: 'Somebody',
    subject: (who: string, brand: string) => `${who} invites you to ${brand}`,
    heading: (brand: string) => `Join ${brand} on Luneo.`,
    text: (who: string, brand: string, role: string) =>
      `${who} invites you to work with ${brand} as ${role}. The link works once, for seven days.`,
    roles: { brand_admin: 'an administrator', brand_user: 'a member of staff', fabricator: 'a fabricator' },
    button: 'Accept',
    footer: 'If you do not know who this is, ignore this message.',
  },
  budget: {
    subject: (percent: number) => `${percent} % of the generation budget is used`,
    text: (day: string, spent: string, budget: string) => `By ${day}, ${spent} of this month's ${budget} were spent.`,
    stopped: 'Shoppers can edit, but not generate, until the month is over or until you raise the budget.',
    stops: 'Generation stops at 100 %.',
    button: 'Open settings',
  },
  webhook: {
    subject: 'A webhook endpoint was disabled',
    text: (url: string, why: string) => `We send no more events to ${url}. ${why}`,
    reasons: { gone: 'It answered 410 Gone, which asks us to send nothing more.', failing: 'Every try has failed for five days.' },
    next: 'Once it works again, enable it and replay what it missed: events are noted for it meanwhile.',
    button: 'Open webhooks',
  },
  notice: {
    button: 'Open Luneo',
    ignore: 'If that was not you, ignore this message.',
    act: 'If that was not you, choose a new password at once.',
    contact: 'If that was not you, write to whoever runs this installation at once.',
    events: {
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
      'email-changing': {
        subject: 'A new e-mail address was asked for',
        text: 'Somebody who knows your password wants your account to have another e-mail address. It changes once the new one is confirmed.',
      },
      'email-changed': {
        subject: 'Your e-mail address was changed',
        text: 'Your account has another e-mail address from now on, and this one signs in no more. All sessions were ended.',
      },
      'account-deleted': {
        subject: 'Your account was deleted',
        text: 'Your account and its sessions are gone. Nobody can bring them back.',
      },
    },
  },
};
