import type { Request, Response } from 'express';

type Run = (request: Request, response: Response) => Promise<void>;

interface Place {
  /** By the text of the next segment. */
  fixed: Map<string, Place>;
  /** The next segment is a parameter. */
  any?: Place;
  /** By method, for paths that end here. */
  endpoints: Map<string, Endpoint>;
}
interface Endpoint {
  names: readonly string[];
  run: Run;
}

const place = (): Place => ({ fixed: new Map(), endpoints: new Map() });

/**
 * Endpoints by method and path (`/v1/designs/{designId}`), found segment by segment: Express tries every pattern until one fits. As
 * there, letter case counts, a slash at the end does not, and HEAD is answered as GET is.
 */
export class RouteTable {
  readonly #root = place();

  add(method: string, path: string, run: Run): void {
    const names: string[] = [];
    let at = this.#root;
    for (const segment of path.slice(1).split('/')) {
      const name = /^\{(\w+)\}$/.exec(segment)?.[1];
      if (name) names.push(name);
      const next = (name ? at.any : at.fixed.get(segment)) ?? place();
      if (name) at.any = next;
      else at.fixed.set(segment, next);
      at = next;
    }
    at.endpoints.set(method, { names, run });
  }

  /** The endpoint, with what the path says for its parameters. Throws `URIError` for one that cannot be decoded. */
  find(method: string, path: string): { run: Run; params: Record<string, string> } | undefined {
    const segments = path.slice(1).split('/');
    if (segments.length > 1 && segments.at(-1) === '') segments.pop();
    const values: string[] = [];
    const endpoint = search(this.#root, method === 'HEAD' ? 'GET' : method, segments, values);
    if (!endpoint) return undefined;
    const params: Record<string, string> = {};
    endpoint.names.forEach((name, i) => (params[name] = values[i]!.includes('%') ? decodeURIComponent(values[i]!) : values[i]!));
    return { run: endpoint.run, params };
  }
}

function search(at: Place, method: string, segments: readonly string[], values: string[], index = 0): Endpoint | undefined {
  const segment = segments[index];
  if (segment === undefined) return at.endpoints.get(method);
  const next = at.fixed.get(segment);
  const fixed = next && search(next, method, segments, values, index + 1);
  if (fixed || !at.any || segment === '') return fixed;
  values.push(segment);
  const found = search(at.any, method, segments, values, index + 1);
  if (!found) values.pop();
  return found;
}
