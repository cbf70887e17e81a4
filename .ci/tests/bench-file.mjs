// Measures one bench file for .ci/bench.mjs: node bench-file.mjs FILE ONLY. A file may export the `ids` it measures.
import { pathToFileURL } from 'node:url';

process.on('disconnect', () => process.exit(1));
const [file, only] = process.argv.slice(2);
const bench = await import(pathToFileURL(file).href);
const isWanted = !bench.ids || bench.ids.some((id) => id.startsWith(only));
const rows = isWanted ? await bench.rows(only) : [];
const json = rows.map(({ id, value, unit, peer = null, peerValue = null, ratio = null, bar = null, holds }) => ({
  id,
  value,
  unit,
  peer,
  peerValue,
  ratio,
  bar,
  holds,
}));
process.send({ rows: json }, () => process.exit(0));
