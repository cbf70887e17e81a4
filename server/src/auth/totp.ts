import { generateSecret, generateURI, verify } from 'otplib';
import type { Knex } from 'knex';
import { randomText } from '../id.js';
import { seal, unseal } from '../seal.js';
import { hashSecret } from './one-time.js';
import type { UserRow } from './users.js';

const PERIOD = 30;
const RECOVERY_CODES = 10;

interface RecoveryRow {
  hash: string;
  user_id: string;
  used_at: string | null;
}

/** A secret for an authenticator, kept sealed; it counts once a code has confirmed it. */
export async function beginTotp(tx: Knex, secret: string, user: UserRow): Promise<{ secret: string; uri: string }> {
  const made = generateSecret();
  await tx<UserRow>('users')
    .where({ id: user.id })
    .whereNull('totp_enabled_at')
    .update({ totp_secret: seal(secret, 'totp', made), totp_step: null });
  return { secret: made, uri: generateURI({ issuer: 'Luneo', label: user.email, secret: made }) };
}

/**
 * Time step of a good code: of now, the half minute before or the one after. null for a wrong one, and for a code that was taken
 * already or is older than one that was.
 */
export async function stepOfCode(
  secret: string,
  user: Pick<UserRow, 'totp_secret' | 'totp_step'>,
  code: string,
  now = Date.now(),
): Promise<number | null> {
  if (user.totp_secret === null || !/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(now / 1000);
  const found = await verify({ secret: unseal(secret, 'totp', user.totp_secret), token: code, epoch, epochTolerance: PERIOD });
  if (!found.valid) return null;
  const step = Math.floor(epoch / PERIOD) + found.delta;
  return step > (user.totp_step ?? -1) ? step : null;
}

/** Notes a code's time step; false when another request was quicker with it. */
export async function takeStep(tx: Knex, userId: string, step: number): Promise<boolean> {
  const changed = await tx<UserRow>('users')
    .where({ id: userId })
    .where((query) => void query.whereNull('totp_step').orWhere('totp_step', '<', step))
    .update({ totp_step: step });
  return changed === 1;
}

/** Ten new recovery codes, readable here only. Older ones stop working. */
export async function makeRecoveryCodes(tx: Knex, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => `${randomText(5)}-${randomText(5)}-${randomText(5)}`);
  await tx<RecoveryRow>('recovery_codes').where({ user_id: userId }).delete();
  await tx<RecoveryRow>('recovery_codes').insert(codes.map((code) => ({ hash: hashOf(code), user_id: userId, used_at: null })));
  return codes;
}

/** Uses a recovery code up. */
export async function takeRecoveryCode(tx: Knex, userId: string, code: string, now = Date.now()): Promise<boolean> {
  const changed = await tx<RecoveryRow>('recovery_codes')
    .where({ user_id: userId, hash: hashOf(code) })
    .whereNull('used_at')
    .update({ used_at: new Date(now).toISOString() });
  return changed === 1;
}

/** Takes a code of either kind, once. `how` says which it was. */
export async function takeSecondFactor(db: Knex, secret: string, user: UserRow, code: string): Promise<'totp' | 'recovery' | null> {
  const step = await stepOfCode(secret, user, code);
  if (step !== null) return (await takeStep(db, user.id, step)) ? 'totp' : null;
  return (await takeRecoveryCode(db, user.id, code)) ? 'recovery' : null;
}

/** As people type it: case, spaces and dashes do not count. 75 random bits need no slow hash. */
const hashOf = (code: string): string => hashSecret(code.toLowerCase().replaceAll(/[\s-]/g, ''));
