// What may answer in a portal's place.
import { createServer } from 'node:http';
import { once } from 'node:events';

async function serve(answer) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    async stop() { server.closeAllConnections(); server.close(); await once(server, 'close'); },
  };
}

/** A hotel's sign-in page: 200, and HTML for everything. */
export const hotel = () =>
  serve((_, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><title>Wi-Fi</title><h1>Xin đăng nhập Wi-Fi</h1>'));

/** A portal whose database is gone. */
export const broken = () =>
  serve((_, response) => response.writeHead(500, { 'content-type': 'application/problem+json' }).end('{"type":"about:blank","title":"Internal Server Error","status":500}'));
