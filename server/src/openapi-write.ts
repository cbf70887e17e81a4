import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './config.js';
import { openApi } from './openapi.js';

/** `npm run openapi`: writes the description that is kept in git. A test fails while it differs from the endpoint table. */
writeFileSync(join(REPOSITORY, 'server', 'openapi.json'), `${JSON.stringify(openApi(), null, 2)}\n`);
