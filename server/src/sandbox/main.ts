import { readConfig } from '../config.js';
import { startSandbox } from './stripe.js';

/** `node sandbox/main.js`: the payment sandbox on PORT + 2, until SIGINT or SIGTERM. */
async function main(): Promise<void> {
  const config = readConfig();
  const { stripe } = config;
  const sandbox = await startSandbox({
    port: stripe.sandboxPort,
    dataDir: config.dataDir,
    secretKey: stripe.secretKey,
    webhookSecret: stripe.webhookSecret,
    webhookUrl: `http://127.0.0.1:${config.port}/v1/webhooks/stripe`,
    production: config.env === 'production',
  });
  process.stdout.write(`${JSON.stringify({ level: 'info', msg: 'payment sandbox listens', url: sandbox.url })}\n`);
  const stop = (): void => {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    sandbox.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
