// The staff page: server/admin/build (written by `tsc -b`) → server/admin/dist, served by the API at /admin/.
import { cp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';

const OUT = 'server/admin/dist';

/** Of `@expo-google-fonts` (SIL Open Font License), for brands that have no font yet; see products/starter-fonts.ts. */
const FONTS = [
  'inter/500Medium/Inter_500Medium.ttf',
  'playfair-display/500Medium/PlayfairDisplay_500Medium.ttf',
  'great-vibes/400Regular/GreatVibes_400Regular.ttf',
  'dancing-script/600SemiBold/DancingScript_600SemiBold.ttf',
  'cinzel/500Medium/Cinzel_500Medium.ttf',
  'oswald/500Medium/Oswald_500Medium.ttf',
  'noto-naskh-arabic/500Medium/NotoNaskhArabic_500Medium.ttf',
];
const { resolve } = createRequire(import.meta.url);

function page() {
  return {
    name: 'luneo-admin-page',
    buildStart: () => rm(OUT, { recursive: true, force: true }),
    async writeBundle() {
      for (const file of ['index.html', 'try.html', 'admin.css', 'icon.svg']) await cp(`server/admin/${file}`, `${OUT}/${file}`);
      await cp(resolve('harfbuzzjs/dist/harfbuzz.wasm'), `${OUT}/harfbuzz.wasm`);
      for (const font of FONTS) await cp(resolve(`@expo-google-fonts/${font}`), `${OUT}/fonts/${font.split('/').at(-1)}`);
    },
  };
}

/** `qrcode` is CommonJS, and only its core is wanted: a module is made of that. */
function qrcode() {
  const core = resolve('qrcode/lib/core/qrcode.js');
  return {
    name: 'luneo-qrcode',
    resolveId: (id) => (id === 'qrcode' ? core : null),
    async load(id) {
      if (id !== core) return null;
      const stdin = { contents: `export { create } from ${JSON.stringify(core)}`, resolveDir: process.cwd() };
      const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', platform: 'browser', target: 'es2022', write: false });
      return outputFiles[0].text;
    },
  };
}

export default {
  input: { admin: 'server/admin/build/admin.js', try: 'server/admin/build/try/try.js' },
  external: ['module'],
  plugins: [page(), qrcode(), nodeResolve({ browser: true, exportConditions: ['production'] }), terser({ ecma: 2022, module: true })],
  output: { dir: OUT, format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
};
