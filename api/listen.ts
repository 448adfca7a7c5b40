// The door of the API process: how long whoever sends or reads slowly may hold a connection.
import type { AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import type { Hono } from 'hono';

export type Limits = { readonly headersMs: number; readonly requestMs: number; readonly idleMs: number; readonly lookEveryMs: number };
/** A head within 15 s, a whole request within 5 min (60 MB over a slow line), and 30 s at most in which nothing moves in either direction. */
const LIMITS: Limits = { headersMs: 15_000, requestMs: 300_000, idleMs: 30_000, lookEveryMs: 5_000 };
/** More than any browser sends of its own; longer ones are answered with 431. */
const HEAD_BYTES = 16 * 1024;

/** Listens; `ready` learns where. What stays beyond its limits is closed. */
export function listen(app: Hono, at: { readonly port: number; readonly hostname: string }, ready: (info: AddressInfo) => void, limits: Limits = LIMITS): ServerType {
  const serverOptions = { headersTimeout: limits.headersMs, requestTimeout: limits.requestMs, keepAliveTimeout: Math.min(10_000, limits.idleMs), connectionsCheckingInterval: limits.lookEveryMs, maxHeaderSize: HEAD_BYTES };
  const server = serve({ fetch: app.fetch, ...at, serverOptions }, ready);
  if ('setTimeout' in server) server.setTimeout(limits.idleMs);
  return server;
}
