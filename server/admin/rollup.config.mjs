// The staff page: server/admin/build (written by `tsc -b`) → server/admin/dist, served by the API at /admin/.
import { cp, rm } from 'node:fs/promises';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';

const OUT = 'server/admin/dist';

function page() {
  return {
    name: 'luneo-admin-page',
    buildStart: () => rm(OUT, { recursive: true, force: true }),
    async writeBundle() {
      for (const file of ['index.html', 'admin.css', 'icon.svg']) await cp(`server/admin/${file}`, `${OUT}/${file}`);
    },
  };
}

export default {
  input: 'server/admin/build/admin.js',
  external: ['module'],
  plugins: [page(), nodeResolve({ browser: true, exportConditions: ['production'] }), terser({ ecma: 2022, module: true })],
  output: { dir: OUT, format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
};
