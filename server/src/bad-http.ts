import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Config } from './config.js';
import { Problem, problemBody } from './problem.js';

/** What Node's parser refuses never becomes a request: it is answered here, as a problem like any other. */
export function answerBadHttp(server: Server, config: Config): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const problem = problemOf(error.code);
    const id = `req_${randomUUID()}`;
    const body = JSON.stringify(problemBody(problem, id, config));
    const head = [
      `HTTP/1.1 ${problem.status} ${problem.status === 413 ? 'Content Too Large' : 'Bad Request'}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${id}`,
      'Cache-Control: no-store',
      'Access-Control-Allow-Origin: *',
      'X-Content-Type-Options: nosniff',
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}

function problemOf(code: string | undefined): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') return new Problem('payload-too-large', 'The headers of the request are larger than 16 kB together.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Problem('invalid-request', 'The request took too long to arrive.');
  return new Problem('invalid-request', 'This is not an HTTP request that can be read.');
}
