import type { BrandStatus } from '@luneo/sdk/contracts/brands.js';
import { Problem } from '../problem.js';

const NEXT: Record<BrandStatus, readonly BrandStatus[]> = {
  pending_verification: ['verified', 'suspended'],
  verified: ['active', 'suspended'],
  active: ['suspended'],
  suspended: ['active'],
};

/** Whether a brand may go from one state to another. Staying is always allowed; throws `conflict` otherwise. */
export function checkTransition(from: BrandStatus, to: BrandStatus): void {
  if (from === to || NEXT[from].includes(to)) return;
  const hint = from === 'pending_verification' ? ' Confirm the e-mail address first.' : '';
  throw new Problem('conflict', `The brand is ${from} and cannot become ${to}.${hint}`);
}
