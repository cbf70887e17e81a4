import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Caller } from '@luneo/sdk/contracts/endpoints.js';
import type { Permission } from '@luneo/sdk/contracts/permissions.js';
import { REPOSITORY } from '../config.js';
import type { OpenApi, Operation as Described } from '../openapi.js';

/** An operation as the description in git tells it. */
export interface Operation {
  id: string;
  method: string;
  path: string;
  /** Empty: anybody. */
  callers: Exclude<Caller, 'public'>[];
  needs: Permission | null;
  described: Described;
}

/** The description that clients get, from git and not from the code. */
export const readDescription = (): OpenApi => JSON.parse(readFileSync(join(REPOSITORY, 'server', 'openapi.json'), 'utf8')) as OpenApi;

/** Every operation of server/openapi.json. */
export function operations(description: OpenApi = readDescription()): Operation[] {
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      id: described.operationId,
      method: method.toUpperCase(),
      path,
      callers: described.security.map((one) => Object.keys(one)[0] as Operation['callers'][number]),
      needs: (described['x-luneo-permission'] as Permission | undefined) ?? null,
      described,
    })),
  );
}
