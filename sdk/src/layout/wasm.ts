interface NodeModules {
  getBuiltinModule?(id: 'node:fs'): { readFileSync(path: string): Uint8Array };
  getBuiltinModule?(id: 'node:module'): { createRequire(from: string): { resolve(id: string): string } };
}

/**
 * harfbuzz.wasm out of the installed `harfbuzzjs` package, in Node. Uses no `node:` import, so that browser bundles
 * stay free of Node. Throws elsewhere: there, pass the wasm's address to `createShaper`.
 */
export function installedHarfbuzz(): Uint8Array {
  const node = (globalThis as { process?: NodeModules }).process;
  const modules = node?.getBuiltinModule?.('node:module');
  const files = node?.getBuiltinModule?.('node:fs');
  if (!modules || !files) throw new Error('createShaper needs the address of harfbuzz.wasm outside Node');
  return files.readFileSync(modules.createRequire(import.meta.url).resolve('harfbuzzjs/dist/harfbuzz.wasm'));
}
