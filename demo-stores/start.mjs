/**
 * `npm start`: everything that Luneo needs on one machine: installs, builds, migrates, seeds, then runs API, worker,
 * payment sandbox and demo shop until Ctrl-C. Uses Node's own modules only, for it runs before anything is installed.
 */
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Luneo needs Node 20.19 or newer, and this is Node ${process.versions.node}: install a newer one from nodejs.org and start again.\n`,
  );
  process.exitCode = 1;
} else {
  import('../.ci/setup/start.mjs').then(({ start }) => start());
}
