import type { ErrorRequestHandler, Express, Request, RequestHandler, Response } from 'express';
import type { RequestListener } from 'node:http';
import { socketAddress } from './auth/client-address.js';
import { Problem } from './problem.js';
import type { RouteTable } from './route-table.js';

interface Parts {
  /** What is done for every request, in this order; each calls the next, or answers. */
  first: readonly RequestHandler[];
  routes: RouteTable;
  /** Answers what is not the path of an endpoint, or is asked with another method. */
  app: Express;
  /** Answers an error. */
  refuse: ErrorRequestHandler;
  /** Proxies in front of us that add to `X-Forwarded-For`. */
  trustedProxies: number;
}

/**
 * Endpoints are found and answered without Express's router, which costs more than many of them; they have its requests and
 * responses, and everything else goes through it.
 */
export function createListener({ first, routes, app, refuse, trustedProxies }: Parts): RequestListener {
  return (incoming, outgoing) => {
    const [request, response] = dressed(app, incoming as Request, outgoing as Response);
    const isReadable = hasReadableTarget(request);
    // Whoever asks for the path later, e.g. the log when all is over, must get one.
    if (!isReadable) request.url = '/';
    request.clientAddress = socketAddress(request, trustedProxies);
    const fail = (error: unknown): void => {
      try {
        void refuse(error, request, response, () => {});
      } catch {
        response.destroy();
      }
    };
    const run = (index: number): void => {
      const handler = first[index];
      if (!handler) return void endpoint();
      const done: unknown = handler(request, response, (error?: unknown) => (error === undefined ? run(index + 1) : fail(error)));
      if (done instanceof Promise) done.catch(fail);
    };
    const endpoint = async (): Promise<void> => {
      try {
        if (!isReadable) throw new Problem('invalid-request', 'The address of the request cannot be read.');
        const found = routes.find(request.method, pathOf(request));
        if (!found) return app(request, response);
        request.params = found.params;
        await found.run(request, response);
      } catch (error) {
        fail(error);
      }
    };
    try {
      run(0);
    } catch (error) {
      fail(error);
    }
  };
}

/** As Express itself does it. */
function dressed(app: Express, request: Request, response: Response): [Request, Response] {
  Object.setPrototypeOf(request, app.request as object);
  Object.setPrototypeOf(response, app.response as object);
  request.res = response;
  request.originalUrl = request.url;
  return [request, response];
}

/** Express reads a whole address (`http://host/path`) with a parser that throws. */
function hasReadableTarget(request: Request): boolean {
  if (request.url.startsWith('/')) return true;
  try {
    return typeof request.path === 'string';
  } catch {
    return false;
  }
}

/** The address may be a whole one, as a proxy is sent it, or have a fragment. */
function pathOf(request: Request): string {
  const { url } = request;
  if (!url.startsWith('/') || url.includes('#')) return request.path;
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}
