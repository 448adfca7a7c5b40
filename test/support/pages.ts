// The real pages over a test city's database, without a run: what the run would do is called by hand.
import type { AddressInfo } from 'node:net';
import type { ServerType } from '@hono/node-server';
import { inject } from 'vitest';
import { readConfig } from '../../activities/platform/config.js';
import { makeApp } from '../../api/app.js';
import { buildDeps } from '../../api/build-deps.js';
import { listen } from '../../api/listen.js';
import { Visitor } from '../../scripts/lib/visitor.js';
import { type City, makeCity } from './city.js';

export type Pages = Awaited<ReturnType<typeof makePages>>;

/** A city with its pages on a port of their own; `settings` is what of the environment differs from the practice city, `at` a port the caller chose. */
export async function makePages(settings?: NodeJS.ProcessEnv, at?: number) {
  const city: City = await makeCity();
  const log = city.log;
  const port = at ?? 0;
  const built = buildDeps(readConfig({ DATABASE_URL: city.url, LINK_KEY: 'test-key-'.repeat(5), DATA_DIR: city.dataDir, TEMPORAL_ADDRESS: inject('temporalAddress'), PUBLIC_URL: 'http://127.0.0.1', ...settings }), log);
  let server: ServerType | undefined;
  const origin = await new Promise<string>((ready) => { server = listen(makeApp(built.deps), { port, hostname: '127.0.0.1' }, (info: AddressInfo) => ready(at ? `http://localhost:${at}` : `http://127.0.0.1:${info.port}`)); });
  return {
    city, origin, deps: built.deps,
    visitor: () => new Visitor(origin),
    /** Somebody of the city, signed in with one click. */
    async signedIn(name: string): Promise<Visitor> {
      const visitor = new Visitor(origin);
      await visitor.open('/demo');
      await visitor.press(`${name}さんになる`);
      return visitor;
    },
    /** Hands over what is queued; returns what left now. */
    async post() {
      const before = city.mail.taken.length;
      while (await city.parts.courier.next());
      return city.mail.taken.slice(before);
    },
    /** The link of an open ask, as its mail has it. */
    async linkOf(id: string, askKey: string): Promise<string> {
      const [row] = await city.sql`select id, generation from requests where case_id = ${id} and ask_key = ${askKey} and state = 'open'`;
      if (!row) throw new Error(`${askKey} is not open; open are ${(await city.open(id)).map((r) => `${r.step}/${r.key}`).join(', ')}`);
      return `/a/${row.id}.${city.links.token('request', String(row.id), Number(row.generation))}`;
    },
    async close(): Promise<void> {
      await new Promise((done) => server?.close(done));
      await built.close();
      await city.close();
    },
  };
}
