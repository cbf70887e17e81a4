import { accountsEndpoints } from './endpoints/accounts.js';
import { brandsEndpoints } from './endpoints/brands.js';
import { catalogueEndpoints } from './endpoints/catalogue.js';
import { commerceEndpoints } from './endpoints/commerce.js';
import { designsEndpoints } from './endpoints/designs.js';
import { generationEndpoints } from './endpoints/generation.js';
import { jobsEndpoints } from './endpoints/jobs.js';
import { keysEndpoints } from './endpoints/keys.js';
import { mailsEndpoints } from './endpoints/mails.js';
import { mediaEndpoints } from './endpoints/media.js';
import { oauthEndpoints } from './endpoints/oauth.js';
import { ordersEndpoints } from './endpoints/orders.js';
import { privacyEndpoints } from './endpoints/privacy.js';
import { realtimeEndpoints } from './endpoints/realtime.js';
import { savedEndpoints } from './endpoints/saved.js';
import { serviceEndpoints } from './endpoints/service.js';
import { webhooksEndpoints } from './endpoints/webhooks.js';

export type { Caller, Endpoint } from './endpoints/define.js';
export { IMAGE_TYPES, MAX_UPLOAD_BYTES } from './endpoints/designs.js';

/** The same endpoints by the heading under which the description lists them. */
export const ENDPOINT_GROUPS = {
  Accounts: accountsEndpoints,
  'Signing in elsewhere': oauthEndpoints,
  Keys: keysEndpoints,
  Brands: brandsEndpoints,
  Catalogue: catalogueEndpoints,
  Media: mediaEndpoints,
  Designs: { ...designsEndpoints, ...savedEndpoints },
  Generation: generationEndpoints,
  Orders: ordersEndpoints,
  Commerce: commerceEndpoints,
  Privacy: privacyEndpoints,
  Webhooks: webhooksEndpoints,
  Realtime: realtimeEndpoints,
  Jobs: jobsEndpoints,
  Mails: mailsEndpoints,
  Service: serviceEndpoints,
};

/** The whole HTTP surface. The server binds handlers to it, the SDK its methods, OpenAPI its operations. */
export const ENDPOINTS = {
  ...accountsEndpoints,
  ...oauthEndpoints,
  ...keysEndpoints,
  ...brandsEndpoints,
  ...catalogueEndpoints,
  ...mediaEndpoints,
  ...designsEndpoints,
  ...savedEndpoints,
  ...generationEndpoints,
  ...ordersEndpoints,
  ...commerceEndpoints,
  ...privacyEndpoints,
  ...webhooksEndpoints,
  ...realtimeEndpoints,
  ...jobsEndpoints,
  ...mailsEndpoints,
  ...serviceEndpoints,
};

export type EndpointName = keyof typeof ENDPOINTS;
