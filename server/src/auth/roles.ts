import { Problem } from '../problem.js';
import type { Scope } from './scope.js';

/** Throws `forbidden` unless the caller may change the brand's catalogue: its staff and secret keys, not fabricators. */
export function requireBrandStaff(scope: Scope): void {
  if (scope.role === 'fabricator' || scope.role === 'consumer')
    throw new Problem('forbidden', "Only the brand's own staff changes its catalogue.");
}

/** Throws `forbidden` for everybody but administrators. */
export function requireAdmin(scope: Scope): void {
  if (scope.role !== 'brand_admin' && scope.role !== 'platform_admin')
    throw new Problem('forbidden', 'Only an administrator of the brand manages keys.');
}
