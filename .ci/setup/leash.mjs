// Loaded before a supervised process (node --import): it ends when its supervisor is gone, however that ended.
process.channel?.unref();
process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), 8_000).unref();
});
