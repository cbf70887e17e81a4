import type { TeamRole } from '@luneo/sdk/contracts/accounts.js';
import type { Deps } from '../deps.js';
import type { MailText } from './layout.js';
import { budgetAlert } from './kinds/budget-alert.js';
import type { MailLocale } from './locale.js';
import type { Notice, Words } from './words.js';
import { accountNotice } from './kinds/account-notice.js';
import { changeEmail, resetPassword, verifyEmail } from './kinds/account-link.js';
import { invitation } from './kinds/invitation.js';
import { orderConfirmation } from './kinds/order-confirmation.js';
import { orderRefunded } from './kinds/order-refunded.js';
import { orderShipped } from './kinds/order-shipped.js';
import { signInCode } from './kinds/sign-in-code.js';
import { webhookDisabled } from './kinds/webhook-disabled.js';

/** What each kind of mail is made from. It is stored readable: tokens and codes are sealed (`sealForMail`). */
export interface Mails {
  'order-confirmation': { orderId: string };
  'order-shipped': { orderId: string; carrier?: string | null; trackingNumber?: string | null; trackingUrl?: string | null };
  'order-refunded': { orderId: string; amount: number; currency: string };
  'verify-email': { name: string; sealedToken: string };
  'reset-password': { name: string; sealedToken: string };
  'change-email': { name: string; sealedToken: string };
  'account-notice': { name: string; event: Notice };
  invitation: { inviter: string; role: TeamRole; sealedToken: string };
  'sign-in-code': { sealedCode: string; minutes: number };
  /** Money in minor units; `day` as YYYY-MM-DD. */
  'budget-alert': { spent: number; budget: number; currency: string; percent: number; day: string };
  'webhook-disabled': { endpointId: string; url: string; reason: 'gone' | 'failing' };
}
export type MailKind = keyof Mails;

export interface MailContext {
  db: Deps['db'];
  /** Empty for mails to an account. */
  brandId: string;
  /** Shown as the sender: the brand, else Luneo. */
  sender: string;
  /** Where links lead: the admin's page, to which `#/…` is added. */
  adminUrl: string;
  /** The recipient's language, and what mails say in it. */
  locale: MailLocale;
  words: Words;
  /** Opens what `sealForMail` sealed. */
  open: (sealed: string) => string;
}
export type Renderer<K extends MailKind> = (data: Mails[K], context: MailContext) => MailText | Promise<MailText>;

/** One renderer for each kind: a new kind is a line above, a line here and a file in `kinds/`. */
export const RENDERERS: { readonly [K in MailKind]: Renderer<K> } = {
  'order-confirmation': orderConfirmation,
  'order-shipped': orderShipped,
  'order-refunded': orderRefunded,
  'verify-email': verifyEmail,
  'reset-password': resetPassword,
  'change-email': changeEmail,
  'account-notice': accountNotice,
  invitation,
  'sign-in-code': signInCode,
  'budget-alert': budgetAlert,
  'webhook-disabled': webhookDisabled,
};
