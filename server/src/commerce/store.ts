import type { Knex } from 'knex';
import type { Commerce, CommerceInput, ShippingOption, TaxRate } from '@luneo/sdk/contracts/commerce.js';

export interface CommerceRow {
  brand_id: string;
  /** JSON */
  shipping: string;
  tax: string;
  country: string | null;
  address_required: boolean | number;
  /** JSON */
  fabricators: string;
  stripe_account_id: string | null;
  updated_at: string;
}
export type Settings = CommerceInput & { updatedAt: string | null };

const NONE: Settings = {
  shipping: [],
  tax: { inclusive: true, taxShipping: true, rates: [] },
  country: null,
  addressRequired: false,
  fabricators: { default: null, products: [] },
  stripeAccountId: null,
  updatedAt: null,
};

/** What the brand has decided, or what holds until it does. */
export async function getSettings(db: Knex, brandId: string): Promise<Settings> {
  const row = await db<CommerceRow>('commerce_settings').where({ brand_id: brandId }).first();
  if (!row) return NONE;
  return {
    shipping: JSON.parse(row.shipping) as ShippingOption[],
    tax: JSON.parse(row.tax) as Commerce['tax'],
    country: row.country,
    addressRequired: Boolean(row.address_required),
    fabricators: JSON.parse(row.fabricators) as Commerce['fabricators'],
    stripeAccountId: row.stripe_account_id,
    updatedAt: row.updated_at,
  };
}

export async function saveSettings(tx: Knex, brandId: string, input: CommerceInput): Promise<void> {
  const row: CommerceRow = {
    brand_id: brandId,
    shipping: JSON.stringify(input.shipping),
    tax: JSON.stringify(input.tax),
    country: input.country,
    address_required: input.addressRequired,
    fabricators: JSON.stringify(input.fabricators),
    stripe_account_id: input.stripeAccountId,
    updated_at: new Date().toISOString(),
  };
  await tx<CommerceRow>('commerce_settings').insert(row).onConflict('brand_id').merge();
}

/** The most specific rate for a place. */
export function rateFor(settings: Settings, place: { country: string; region?: string | undefined } | null): TaxRate | null {
  const country = place?.country ?? settings.country;
  if (!country) return null;
  const same = settings.tax.rates.filter((rate) => rate.country === country);
  const region = place?.region?.trim().toLowerCase();
  return same.find((rate) => rate.region && rate.region.toLowerCase() === region) ?? same.find((rate) => !rate.region) ?? null;
}

/** What the options cost that send to this country in this currency, cheapest first. */
export function shippingFor(
  { shipping }: Settings,
  country: string,
  currency: string,
  afterDiscount: number,
): { option: ShippingOption; amount: number }[] {
  return shipping
    .filter((option) => option.currency === currency && (option.countries.length === 0 || option.countries.includes(country)))
    .map((option) => ({ option, amount: shippingAmount(option, afterDiscount) }))
    .toSorted((a, b) => a.amount - b.amount);
}

export const shippingAmount = (option: ShippingOption, afterDiscount: number): number =>
  option.freeFrom !== undefined && afterDiscount >= option.freeFrom ? 0 : option.amount;
