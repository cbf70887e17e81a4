// The peer: a bare Express app that answers the same bytes. Told the bytes by its parent, tells its port and, when asked, its CPU time.
import express from 'express';

process.once('message', ({ product, design, saved, quote }) => {
  const app = express();
  app.set('etag', false);
  const answer = (text) => (_request, response) => response.type('json').send(text);
  app.get('/v1/products/:productId', answer(product));
  app.get('/v1/designs/:designId', answer(design));
  app.post('/v1/products/:productId/price', express.json({ limit: '2mb' }), answer(quote));
  app.patch('/v1/designs/:designId', express.json({ limit: '2mb' }), answer(saved));
  const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
  process.on('message', () => process.send({ cpu: process.cpuUsage() }));
});
process.on('disconnect', () => process.exit(0));
