import { randomBytes } from 'node:crypto';
import http from 'node:http';

/** What may be stopped on purpose, and the service behind each word. */
const PARTS = /** @type {const} */ ({ worker: 'worker', engine: 'temporal', database: 'postgres' });
/** For how long, in seconds. */
const SECONDS = [10, 30, 60];
/** How long the launcher waits before it tries again to bring a part back. */
const AGAIN_MS = 1000;

/** @typedef {keyof typeof PARTS} Part */
/** @typedef {{ part: Part, seconds: number, at: number, backAt: number | null }} Pull instants of the real clock; `backAt` null = still away */

/**
 * The plug of a practice city: one address, known to its pages alone, at which a part of the stack is killed (SIGKILL) and brought back by itself
 * after some seconds. GET tells every part this stack has of its own, and every pull since the start. POST `part` and `seconds` pulls: 202, or 409
 * while that part is away already, 422 for anything else.
 * @param {Map<import('./stack-ports.mjs').ServiceName, import('./supervise.mjs').Service>} services
 * @param {import('./step.mjs').Log} log
 * @returns {Promise<{ url: string, close: () => void }>} `close` brings nothing back: the stack is being stopped
 */
export async function servePlug(services, log) {
  const path = `/${randomBytes(16).toString('hex')}`;
  /** @type {Pull[]} */
  const pulls = [];
  /** @type {Set<NodeJS.Timeout>} */
  const timers = new Set();
  let closed = false;

  /** @param {number} ms @param {() => void} work */
  const later = (ms, work) => {
    if (closed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  };
  /** @param {Pull} pull @param {import('./supervise.mjs').Service} service */
  const bringBack = async (pull, service) => {
    try {
      await service.start();
      pull.backAt = Date.now();
      log(`${service.name} runs again`);
    } catch (error) {
      log(`${service.name} does not come back yet (${error instanceof Error ? error.message : error})`);
      later(AGAIN_MS, () => void bringBack(pull, service));
    }
  };
  /** @param {URLSearchParams} wish @returns {Promise<number>} the status */
  const pullOut = async (wish) => {
    const part = /** @type {Part} */ (wish.get('part'));
    const seconds = Number(wish.get('seconds'));
    const service = Object.hasOwn(PARTS, part) ? services.get(PARTS[part]) : undefined;
    if (!service || !SECONDS.includes(seconds)) return 422;
    if (pulls.some((one) => one.part === part && one.backAt === null)) return 409;
    /** @type {Pull} */
    const pull = { part, seconds, at: Date.now(), backAt: null };
    pulls.push(pull);
    log(`${service.name} is stopped for ${seconds} s, as the practice page asked`);
    await service.kill();
    later(seconds * 1000, () => void bringBack(pull, service));
    return 202;
  };

  const server = http.createServer((request, response) => {
    if (request.url !== path) return void response.writeHead(404).end();
    if (request.method === 'POST') {
      let body = '';
      request.on('data', (chunk) => {
        body = (body + chunk).slice(0, 200);
      });
      request.on('end', () => void pullOut(new URLSearchParams(body)).then((status) => response.writeHead(status).end(), () => response.writeHead(500).end()));
      return;
    }
    const parts = /** @type {Part[]} */ (Object.keys(PARTS)).flatMap((part) => {
      const service = services.get(PARTS[part]);
      return service ? [{ part, state: service.state() }] : [];
    });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ parts, pulls }));
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}${path}`,
    close: () => {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      server.close();
      server.closeAllConnections();
    },
  };
}
