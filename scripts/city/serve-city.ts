import { type HttpBindings, serve } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, Hono } from 'hono';

export type City = { Bindings: HttpBindings };

/** Serves a practice service on HOST:PORT and stops politely on SIGTERM. */
export function serveCity(name: string, app: Hono<City>): void {
  const hostname = process.env.HOST ?? '127.0.0.1';
  const server = serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname }, ({ port }) => console.log(JSON.stringify({ level: 30, msg: `${name} listens`, port })));
  process.once('SIGTERM', () => {
    server.close(() => process.exit(0));
    // Browsers keep connections open; they must not hold up the end.
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}

/** Cuts the connection instead of answering: the other side cannot know whether it was heard. */
export function hangUp(c: Context<City>): Response {
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
