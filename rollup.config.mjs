// CDN files for <script type="module">: elements/dist (written by `tsc -b`) → elements/cdn, content-hashed.
import { copyFile, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';

const OUT = 'elements/cdn';

/**
 * `new URL('harfbuzz.wasm', import.meta.url)` → the file from harfbuzzjs, hashed, beside the chunks: its URL follows the
 * script's own origin. It is put beside the asking module, too, for those who bundle the npm package themselves.
 */
function wasm() {
  const { resolve } = createRequire(import.meta.url);
  return {
    name: 'luneo-wasm',
    async transform(code, id) {
      let result = code;
      for (const [text, , file] of code.matchAll(/new URL\((["'])([\w.-]+\.wasm)\1,\s*import\.meta\.url\)/g)) {
        const source = resolve(`harfbuzzjs/dist/${file}`);
        if (!id.includes('node_modules')) await copyFile(source, join(dirname(id), file));
        const reference = this.emitFile({ type: 'asset', name: file, source: await readFile(source) });
        result = result.replace(text, () => `new URL(import.meta.ROLLUP_FILE_URL_${reference})`);
      }
      return result === code ? null : { code: result, map: null };
    },
  };
}

/** Old hashes go, so that the folder holds exactly one version. */
function clean() {
  return { name: 'luneo-clean', buildStart: () => rm(OUT, { recursive: true, force: true }) };
}

/** White space between tags and CSS declarations of Lit templates is not worth sending. */
function squeeze() {
  return {
    name: 'luneo-squeeze',
    transform(code, id) {
      if (!/elements\/dist\//.test(id)) return null;
      const result = code.replace(/\b(html|svg|css)`((?:[^`\\]|\\.)*)`/g, (_, tag, body) => {
        const text =
          tag === 'css'
            ? body
                .replace(/\/\*[^]*?\*\//g, '')
                .replace(/\s+/g, ' ')
                .replace(/\s*([{};,])\s*/g, '$1')
            : body.replace(/\s*\n\s*/g, '\n');
        return `${tag}\`${text}\``;
      });
      return { code: result, map: null };
    },
  };
}

export default {
  input: { luneo: 'elements/dist/loader.js', sdk: 'sdk/dist/luneo.js' },
  // The stub is one file: what later chunks share with it they import from it.
  preserveEntrySignatures: 'allow-extension',
  // HarfBuzz asks for it in Node only.
  external: ['module'],
  plugins: [
    clean(),
    nodeResolve({ browser: true, exportConditions: ['production'] }),
    wasm(),
    squeeze(),
    terser({ ecma: 2022, module: true, compress: { passes: 2 } }),
  ],
  output: {
    dir: OUT,
    format: 'es',
    entryFileNames: '[name].js',
    // The shaper is HarfBuzz's binding with bidi, fetched at the first text.
    chunkFileNames: ({ name }) => `${name === 'shape' ? 'harfbuzz' : '[name]'}-[hash].js`,
    assetFileNames: '[name]-[hash][extname]',
    hashCharacters: 'hex',
    generatedCode: 'es2015',
  },
  onwarn(warning, warn) {
    // Both are about how dependencies are written; nothing that we can change.
    const isTheirs = warning.code === 'CIRCULAR_DEPENDENCY' || warning.code === 'INVALID_ANNOTATION';
    if (!isTheirs || !/node_modules/.test(warning.message)) warn(warning);
  },
};
