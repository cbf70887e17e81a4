import { LuneoError } from '@luneo/sdk';

/** Whatever was thrown, as the one error type that elements show and fire. */
export function asLuneoError(error: unknown): LuneoError {
  if (error instanceof LuneoError) return error;
  return new LuneoError('internal', error instanceof Error ? error.message : String(error), { cause: error });
}
