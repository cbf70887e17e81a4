// Element tests in a real Chromium, from source: `npx wtr` or `npx wtr --files elements/src/x.test.ts`.
import { existsSync } from 'node:fs';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { manifest } from './.ci/elements/manifest.mjs';

async function executablePath() {
  if (existsSync(new URL('.ci/chromium.mjs', import.meta.url))) {
    const path = await (await import('./.ci/chromium.mjs')).chromiumPath();
    if (path) return path;
  }
  return process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
}

const args = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

export default {
  files: ['elements/src/**/*.test.ts', '!elements/src/**/*.node.test.ts'],
  // One page at a time: one in the background gets no animation frames.
  concurrency: 1,
  nodeResolve: { exportConditions: ['luneo-src', 'browser'] },
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'elements/tsconfig.json' })],
  browsers: [chromeLauncher({ launchOptions: { executablePath: await executablePath(), args } })],
  // In the built bundle it lies beside the module that asks for it.
  middleware: [
    (context, next) => {
      if (context.path === '/custom-elements.json') {
        context.body = manifest();
        return undefined;
      }
      if (context.path.endsWith('/harfbuzz.wasm')) context.url = '/node_modules/harfbuzzjs/dist/harfbuzz.wasm';
      return next();
    },
  ],
  testFramework: { config: { timeout: 240_000 } },
  testsFinishTimeout: 1_200_000,
};
