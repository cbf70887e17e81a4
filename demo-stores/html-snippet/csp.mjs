/**
 * The whole Content-Security-Policy that a page with Luneo needs: `'self'` is the shop, the rest is what the element
 * asks for. `blob:` is for textures and workers, `'wasm-unsafe-eval'` for text shaping; nothing inline, no eval.
 */
export function contentSecurityPolicy({ apiUrl, cdnUrl }) {
  const socket = apiUrl.replace(/^http/, 'ws');
  const luneo = [...new Set([cdnUrl, apiUrl])].join(' ');
  return [
    "default-src 'none'",
    `script-src 'self' ${cdnUrl} 'wasm-unsafe-eval'`,
    `style-src 'self' ${cdnUrl}`,
    `connect-src 'self' ${luneo} ${socket} blob:`,
    `img-src 'self' ${luneo} blob:`,
    `font-src 'self' ${luneo}`,
    `worker-src ${cdnUrl} blob:`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
