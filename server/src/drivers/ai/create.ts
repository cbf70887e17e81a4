import type { AiConfig } from '../../config/ai.js';
import type { GuardedFetch } from '../../guarded-fetch.js';
import type { Ai } from './ai.js';
import { createLocalAi } from './local.js';

/** The driver that `LUNEO_AI` names; the services' clients are loaded by who uses them only. */
export async function createAi({ provider }: AiConfig, fetch: GuardedFetch): Promise<Ai> {
  switch (provider.kind) {
    case 'openai':
      return (await import('./openai.js')).createOpenAi(provider);
    case 'replicate':
      return (await import('./replicate.js')).createReplicateAi(provider, { fetch });
    case 'local':
      return createLocalAi();
  }
}
