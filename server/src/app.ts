import type { RequestListener } from 'node:http';
import express, { type RequestHandler } from 'express';
import { ENDPOINTS, type Endpoint } from '@luneo/sdk/contracts/endpoints.js';
import { adminPage } from './admin-page.js';
import { assetRoutes } from './assets/routes.js';
import { auditRoutes } from './audit/routes.js';
import { createAuthenticate } from './auth/authenticate.js';
import { budgetRoutes } from './budgets/routes.js';
import { keysRoutes } from './auth/keys-routes.js';
import { oauthRoutes } from './auth/oauth/routes.js';
import { authRoutes } from './auth/routes.js';
import { brandRoutes } from './brands/routes.js';
import { REPOSITORY } from './config.js';
import { commerceRoutes } from './commerce/routes.js';
import { clipartRoutes } from './clipart/routes.js';
import { jobRoutes } from './dead-letters/routes.js';
import type { Deps } from './deps.js';
import { designRoutes } from './designs/routes.js';
import { savedRoutes } from './designs/saved-routes.js';
import { errorPages } from './error-pages.js';
import { fileRouter } from './files/routes.js';
import { fontRoutes } from './fonts/routes.js';
import { generationRoutes } from './generations/routes.js';
import { answerHeaders, preflight, setAnswerHeaders } from './headers.js';
import { healthRoutes } from './health.js';
import { createListener } from './listener.js';
import { mailRoutes } from './mail/routes.js';
import { mediaRoutes } from './media/routes.js';
import { ordersRoutes } from './orders/routes.js';
import { metricsRoute } from './observe/metrics-routes.js';
import { Problem, problemMiddleware } from './problem.js';
import { privacyRoutes } from './privacy/routes.js';
import { productionRoutes } from './production/routes.js';
import { productRoutes } from './products/routes.js';
import { realtimeRoutes } from './realtime/routes.js';
import { referencePages } from './reference/routes.js';
import { requestLog } from './request-log.js';
import type { Route } from './route.js';
import { RouteTable } from './route-table.js';
import { publicFiles } from './static.js';
import { teamRoutes } from './team/routes.js';
import { webhookRoutes } from './webhooks/routes.js';

/** Every endpoint of the table with its handler. */
export function allRoutes(deps: Deps): Route[] {
  return [
    ...designRoutes(deps),
    ...savedRoutes(deps),
    ...productRoutes(deps),
    ...healthRoutes(deps),
    ...authRoutes(deps),
    ...oauthRoutes(deps),
    ...keysRoutes(deps),
    ...brandRoutes(deps),
    ...teamRoutes(deps),
    ...auditRoutes(deps),
    ...fontRoutes(deps),
    ...clipartRoutes(deps),
    ...assetRoutes(deps),
    ...mediaRoutes(deps),
    ...generationRoutes(deps),
    ...budgetRoutes(deps),
    ...ordersRoutes(deps),
    ...productionRoutes(deps),
    ...commerceRoutes(deps),
    ...privacyRoutes(deps),
    ...webhookRoutes(deps),
    ...realtimeRoutes(deps),
    ...jobRoutes(deps),
    ...mailRoutes(deps),
  ];
}

/** The HTTP application. No side effects: nothing listens, nothing is opened. */
export function createApp(deps: Deps): RequestListener {
  const { config } = deps;
  const app = express();
  app.set('etag', false);
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('case sensitive routing', true);
  app.set('trust proxy', config.trustedProxies);
  const answer = answerHeaders(config);
  const runtime = { config, db: deps.db, authenticate: createAuthenticate(deps), limits: deps.limits, answer };
  const routes = new RouteTable();
  for (const route of allRoutes(deps)) route.mount(routes, runtime);
  app.use(
    setAnswerHeaders(answer),
    metricsRoute(deps),
    publicFiles(deps),
    fileRouter(deps),
    adminPage(config, REPOSITORY),
    errorPages(REPOSITORY),
    referencePages(config, REPOSITORY),
  );
  app.use(nothingHere());
  const refuse = problemMiddleware(config, answer);
  app.use(refuse);
  const first = [requestLog(deps), preflight(answer)];
  return createListener({ first, routes, app, refuse, trustedProxies: config.trustedProxies });
}

/** 405 for a known path with another method, 404 otherwise. */
function nothingHere(): RequestHandler {
  const known = Object.values(ENDPOINTS as Record<string, Endpoint>).map((endpoint) => ({
    method: endpoint.method,
    pattern: new RegExp(`^${endpoint.path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`),
  }));
  return (request) => {
    const methods = known.filter(({ pattern }) => pattern.test(request.path)).map(({ method }) => method);
    if (methods.length === 0) throw new Problem('not-found', `There is no endpoint ${request.path.slice(0, 200)}.`);
    const allow = methods.join(', ');
    throw new Problem('method-not-allowed', `${request.path.slice(0, 200)} answers ${allow} only.`, { headers: { Allow: allow } });
  };
}
