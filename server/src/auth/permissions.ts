import { ROLE_PERMISSIONS, type Permission } from '@luneo/sdk/contracts/permissions.js';
import { Problem } from '../problem.js';
import type { Scope } from './scope.js';

/** Whether the caller's role, and the scopes of its secret key, allow it. */
export function isAllowed(scope: Scope, permission: Permission): boolean {
  return ROLE_PERMISSIONS[scope.role].has(permission) && (scope.scopes?.includes(permission) ?? true);
}

/** Throws `forbidden`, and says which permission is missing. */
export function requirePermission(scope: Scope, permission: Permission): void {
  if (isAllowed(scope, permission)) return;
  const who = ROLE_PERMISSIONS[scope.role].has(permission) ? 'This key is not scoped for it' : `The role ${scope.role} does not have it`;
  throw new Problem('forbidden', `This needs the permission ${permission}. ${who}.`);
}
