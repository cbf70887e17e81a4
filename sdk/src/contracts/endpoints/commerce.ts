import * as z from 'zod/mini';
import * as commerce from '../commerce.js';
import * as common from '../common.js';
import { brand, by, define, IDEMPOTENCY } from './define.js';

const ofBrand = by('brandId', common.BrandId);
const ofCoupon = z.strictObject({ brandId: common.BrandId, couponId: commerce.CouponId });

/** What a brand decides about selling, its coupons and its money. */
export const commerceEndpoints = define({
  'commerce.get': {
    method: 'GET',
    path: '/v1/brands/{brandId}/commerce',
    summary: 'Shipping, taxes, makers and the Stripe account of a brand',
    callers: brand,
    needs: 'orders:read',
    params: ofBrand,
    replies: { 200: commerce.Commerce },
  },
  'commerce.replace': {
    method: 'PUT',
    path: '/v1/brands/{brandId}/commerce',
    summary: 'Replace these settings',
    callers: brand,
    needs: 'brand:manage',
    params: ofBrand,
    body: commerce.CommerceInput,
    replies: { 200: commerce.Commerce },
  },
  'paymentAccount.get': {
    method: 'GET',
    path: '/v1/brands/{brandId}/payment-account',
    summary: 'The Stripe account of a brand, as Stripe tells of it now',
    callers: brand,
    needs: 'billing:read',
    params: ofBrand,
    replies: { 200: commerce.PaymentAccount },
  },
  'paymentAccount.onboard': {
    method: 'POST',
    path: '/v1/brands/{brandId}/payment-account/onboarding',
    summary: "Begin or go on with setting up the brand's Stripe account",
    callers: ['staff'],
    needs: 'billing:manage',
    params: ofBrand,
    body: commerce.OnboardingCreate,
    replies: { 200: commerce.Onboarding },
  },
  'coupons.list': {
    method: 'GET',
    path: '/v1/brands/{brandId}/coupons',
    summary: 'Coupons, newest first',
    callers: brand,
    needs: 'orders:read',
    params: ofBrand,
    query: common.PageQuery,
    replies: { 200: common.page(commerce.Coupon) },
  },
  'coupons.create': {
    method: 'POST',
    path: '/v1/brands/{brandId}/coupons',
    summary: 'Create a coupon',
    callers: brand,
    needs: 'catalogue:write',
    params: ofBrand,
    headers: IDEMPOTENCY,
    body: commerce.CouponCreate,
    replies: { 201: commerce.Coupon },
  },
  'coupons.update': {
    method: 'PATCH',
    path: '/v1/brands/{brandId}/coupons/{couponId}',
    summary: 'Change the limits of a coupon, or end it',
    callers: brand,
    needs: 'catalogue:write',
    params: ofCoupon,
    body: commerce.CouponPatch,
    replies: { 200: commerce.Coupon },
  },
  'coupons.delete': {
    method: 'DELETE',
    path: '/v1/brands/{brandId}/coupons/{couponId}',
    summary: 'Remove a coupon that no order has used',
    callers: brand,
    needs: 'catalogue:write',
    params: ofCoupon,
    replies: { 204: null },
  },
  'ledger.list': {
    method: 'GET',
    path: '/v1/brands/{brandId}/ledger',
    summary: 'What was charged, kept and given back, newest first',
    callers: brand,
    needs: 'billing:read',
    params: ofBrand,
    query: commerce.LedgerQuery,
    replies: { 200: commerce.LedgerPage },
  },
});
