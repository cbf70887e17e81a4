import type { Deps } from '../deps.js';
import type { Route } from '../route.js';
import { endpointRoutes } from './endpoint-routes.js';
import { stripeWebhookRoute } from './stripe-route.js';

export function webhookRoutes(deps: Deps): Route[] {
  return [stripeWebhookRoute(deps), ...endpointRoutes(deps)];
}
