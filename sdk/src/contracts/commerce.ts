import * as z from 'zod/mini';
import { BrandId, Currency, Minor, name, OrderId, prefixed, Time, UserId } from './common.js';
import { ID } from '../design/limits.js';

export const CouponId = prefixed('cpn');
/** ISO 3166-1 alpha-2, upper case. */
export const Country = z.string().check(z.regex(/^[A-Z]{2}$/));
/** ISO 3166-2 without the country, as written on letters: `CA`, `QC`, `75`. Compared without regard to case. */
export const Region = name(60);

/** Where an order goes. */
export const Address = z.strictObject({
  name: name(120, 1),
  company: z.optional(name(120)),
  line1: name(200, 1),
  line2: z.optional(name(200)),
  city: name(120, 1),
  region: z.optional(Region),
  postalCode: z.optional(name(20)),
  country: Country,
  /** For the carrier. */
  phone: z.optional(z.string().check(z.regex(/^[+\d][\d ()./-]{4,30}$/))),
});

const amount = z.int().check(z.gte(0), z.lte(100_000_000));
const id = z.string().check(z.regex(ID));

/** A way to send an order. `countries` empty: everywhere. `freeFrom`: costs nothing when the items, after discount, come to that. */
export const ShippingOption = z.strictObject({
  id,
  name: name(80, 1),
  amount,
  currency: Currency,
  countries: z.array(Country).check(z.maxLength(250)),
  freeFrom: z.optional(amount),
  /** Working days, shown to the shopper. */
  minDays: z.optional(z.int().check(z.gte(0), z.lte(365))),
  maxDays: z.optional(z.int().check(z.gte(0), z.lte(365))),
});
/** The most specific rate counts: of country and region, else of the country. At most four decimals: `percent: 8.875`. */
export const TaxRate = z.strictObject({
  id,
  name: name(80, 1),
  country: Country,
  region: z.optional(Region),
  percent: z.number().check(z.gte(0), z.lte(100)),
});

/** What a brand decides about selling. Replaced as a whole. */
export const CommerceInput = z.strictObject({
  shipping: z.array(ShippingOption).check(z.maxLength(50)),
  /** `inclusive`: prices, also of shipping, hold the tax already; otherwise it is added to them. */
  tax: z.strictObject({ inclusive: z.boolean(), taxShipping: z.boolean(), rates: z.array(TaxRate).check(z.maxLength(500)) }),
  /** Home country of the brand: taxes orders without an address. */
  country: z.nullable(Country),
  /** Refuse orders without a shipping address. */
  addressRequired: z.boolean(),
  /** Who gets paid orders to make: by product, else the default. An order whose products have different makers waits for staff. */
  fabricators: z.strictObject({
    default: z.nullable(UserId),
    products: z.array(z.strictObject({ productId: prefixed('prd'), userId: UserId })).check(z.maxLength(1_000)),
  }),
  /** Connected Stripe account that live orders are charged on. */
  stripeAccountId: z.nullable(z.string().check(z.regex(/^acct_[A-Za-z0-9]{1,40}$/))),
});
export const Commerce = z.object({
  ...CommerceInput.shape,
  brandId: BrandId,
  /** What the platform keeps of each live order; set by the platform. */
  platformFeePercent: z.number(),
  /** Null until settings were saved for the first time. */
  updatedAt: z.nullable(Time),
});

/**
 * The Stripe account that live orders of a brand are charged on, as Stripe tells of it. `none`: there is none yet; `setup`: Stripe
 * still asks for something, or refuses; `ready`: live orders are taken.
 */
export const PaymentAccount = z.object({
  status: z.enum(['none', 'setup', 'ready']),
  accountId: z.nullable(z.string()),
  /** Whether the brand's own staff began it, or the platform named it. Null while there is none. */
  connectedBy: z.nullable(z.enum(['brand', 'platform'])),
  /** Whether it takes payments, pays out to a bank account, and has all that Stripe's form asks for. */
  chargesEnabled: z.boolean(),
  payoutsEnabled: z.boolean(),
  detailsSubmitted: z.boolean(),
  /** What Stripe still needs, in its own words: `individual.verification.document`. */
  requirements: z.array(z.string()),
  /** Why Stripe refuses payments, in its own words: `requirements.past_due`; `disconnected`: the account is not connected any more. */
  disabledReason: z.nullable(z.string()),
  /** When Stripe was last asked. */
  checkedAt: z.nullable(Time),
});
export const OnboardingCreate = z.strictObject({
  /** Path of the admin that Stripe leads back to, with `onboarding=done`, or `again` when its page has expired. */
  returnTo: z.optional(z.string().check(z.maxLength(500), z.regex(/^\/(?![/\\])/))),
});
/** Stripe's own page, for one visit within minutes. */
export const Onboarding = z.object({ accountId: z.string(), url: z.string(), expiresAt: Time });

/** `percent` of the items (at most two decimals), or `amount` off them, never more than they cost. */
export const Discount = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), percent: z.number().check(z.gt(0), z.lte(100)) }),
  z.strictObject({ kind: z.literal('amount'), amount: z.int().check(z.gte(1), z.lte(100_000_000)), currency: Currency }),
]);
const limits = {
  isActive: z.optional(z.boolean()),
  startsAt: z.optional(z.nullable(Time)),
  endsAt: z.optional(z.nullable(Time)),
  /** Least price of the items, before discount. */
  minimum: z.optional(z.nullable(z.strictObject({ amount, currency: Currency }))),
  /** Orders in total, and of one shopper. An order gives its use back when it is cancelled or refunded in full. */
  maxUses: z.optional(z.nullable(z.int().check(z.gte(1), z.lte(1_000_000_000)))),
  maxPerShopper: z.optional(z.nullable(z.int().check(z.gte(1), z.lte(1_000_000)))),
};
export const CouponCode = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{1,39}$/));
/** Codes are compared without regard to case. */
export const CouponCreate = z.strictObject({ code: CouponCode, discount: Discount, ...limits });
/** Code and discount stay: what was promised under a code is not changed, a new one is made. */
export const CouponPatch = z.strictObject(limits);
export const Coupon = z.object({
  id: CouponId,
  /** Upper case. */
  code: z.string(),
  mode: z.enum(['test', 'live']),
  discount: Discount,
  isActive: z.boolean(),
  startsAt: z.nullable(Time),
  endsAt: z.nullable(Time),
  minimum: z.nullable(z.object({ amount: Minor, currency: Currency })),
  maxUses: z.nullable(z.int()),
  maxPerShopper: z.nullable(z.int()),
  /** Orders that hold it now. */
  uses: z.int(),
  createdAt: Time,
});

/**
 * Accounts of the ledger. `balance`: the brand's money at the payment provider; `shoppers`: what they gave and got back;
 * `platform`: our fee; `provider`: the fees of Stripe; `disputes`: held back until a dispute is decided.
 */
export const LedgerAccount = z.enum(['balance', 'shoppers', 'platform', 'provider', 'disputes']);
/** Money that moved from one account to another, so that all accounts together always hold zero. Never changed or removed. */
export const LedgerEntry = z.object({
  id: prefixed('lge'),
  orderId: z.nullable(OrderId),
  kind: z.enum([
    'charge',
    'platform_fee',
    'provider_fee',
    'refund',
    'refund_failed',
    'platform_fee_refund',
    'dispute',
    'dispute_fee',
    'dispute_won',
    'dispute_lost',
  ]),
  from: LedgerAccount,
  to: LedgerAccount,
  /** More than zero. */
  amount: Minor,
  currency: Currency,
  /** Of our row or the provider's object that caused it. */
  reference: z.string(),
  createdAt: Time,
});
export const LedgerQuery = z.strictObject({
  limit: z.optional(z.coerce.number().check(z.gte(1), z.lte(100))),
  cursor: z.optional(z.string().check(z.regex(/^\w{1,60}$/))),
  orderId: z.optional(OrderId),
});
/** `totals`: what each account holds in each currency, over all entries of the query's order, or of the brand. They sum to zero. */
export const LedgerPage = z.object({
  items: z.array(LedgerEntry),
  nextCursor: z.nullable(z.string()),
  totals: z.array(z.object({ currency: Currency, account: LedgerAccount, amount: Minor })),
});

export type Address = z.infer<typeof Address>;
export type ShippingOption = z.infer<typeof ShippingOption>;
export type TaxRate = z.infer<typeof TaxRate>;
export type CommerceInput = z.infer<typeof CommerceInput>;
export type Commerce = z.infer<typeof Commerce>;
export type PaymentAccount = z.infer<typeof PaymentAccount>;
export type OnboardingCreate = z.infer<typeof OnboardingCreate>;
export type Onboarding = z.infer<typeof Onboarding>;
export type Discount = z.infer<typeof Discount>;
export type CouponCreate = z.infer<typeof CouponCreate>;
export type CouponPatch = z.infer<typeof CouponPatch>;
export type Coupon = z.infer<typeof Coupon>;
export type LedgerAccount = z.infer<typeof LedgerAccount>;
export type LedgerEntry = z.infer<typeof LedgerEntry>;
export type LedgerPage = z.infer<typeof LedgerPage>;
