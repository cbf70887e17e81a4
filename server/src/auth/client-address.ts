import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';

declare global {
  namespace Express {
    interface Request {
      /** Found out once: several limits of a request count it, and the audit log names it. */
      clientAddress?: string;
    }
  }
}

/**
 * Under which name a client address is counted. An IPv6 customer has a whole /64, so that is one client; an IPv4 address inside IPv6
 * (`::ffff:…`) is the IPv4 address. `trust proxy` has chosen the address already.
 */
export function clientAddress(request: Request): string {
  return (request.clientAddress ??= addressName(request.ip ?? 'unknown'));
}

/** The same for a request that Express does not see, e.g. a WebSocket's: `proxies` in front of us add to `X-Forwarded-For`. */
export function socketAddress({ socket, headers }: IncomingMessage, proxies: number): string {
  if (proxies === 0) return addressName(socket.remoteAddress ?? 'unknown');
  const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
  const path = [
    socket.remoteAddress ?? 'unknown',
    ...forwarded
      .map((ip) => ip.trim())
      .filter(Boolean)
      .toReversed(),
  ];
  return addressName(path[Math.min(proxies, path.length - 1)]!);
}

function addressName(ip: string): string {
  if (!ip.includes(':')) return ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  return mapped ? mapped[1]! : `${firstGroups(ip)}::/64`;
}

function firstGroups(ip: string): string {
  const [head = '', tail] = ip.split('%', 1)[0]!.split('::', 2);
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const missing = tail === undefined ? 0 : Math.max(8 - before.length - after.length, 0);
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}
