import ipaddr from 'ipaddr.js';

/** Public by its number, but it answers only inside the cloud that it belongs to. */
const WIRE_SERVERS = new Set(['168.63.129.16']);
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** 96 bits of prefix, then an IPv4 address: the translated traffic goes to that one. */
const EMBEDDING = new Set(['ipv4Mapped', 'rfc6052']);

/**
 * Whether an address belongs to the public internet: not to this machine, its network, a cloud's metadata service, a carrier's NAT, a
 * multicast group or a reserved range, neither itself nor by an IPv4 address inside it. False for what is no address.
 */
export function isPublicAddress(address: string): boolean {
  const ip = parse(address);
  if (!ip) return false;
  if (ip instanceof ipaddr.IPv4) return ip.range() === 'unicast' && !WIRE_SERVERS.has(ip.toString());
  const range = ip.range();
  if (EMBEDDING.has(range)) return isEmbeddedPublic(ip);
  return range === 'unicast' && ip.match(GLOBAL_UNICAST);
}

/** Whether an address means this machine. */
export function isLoopbackAddress(address: string): boolean {
  const ip = parse(address);
  if (ip instanceof ipaddr.IPv6 && ip.isIPv4MappedAddress()) return ip.toIPv4Address().range() === 'loopback';
  return ip?.range() === 'loopback';
}

/** The well-known prefix 64:ff9b::/96 only; in 64:ff9b:1::/48 each network decides for itself where the address is. */
function isEmbeddedPublic(ip: ipaddr.IPv6): boolean {
  if (ip.parts[2] !== 0) return false;
  return isPublicAddress(new ipaddr.IPv4(ip.toByteArray().slice(12)).toString());
}

/** Numbers of any other spelling than the usual one never come from a resolver or a parsed URL. */
function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address);
  return ipaddr.IPv6.isValid(address) ? ipaddr.IPv6.parse(address) : null;
}
