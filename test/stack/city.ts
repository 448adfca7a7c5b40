// The whole stack in processes of its own, for one test file: as a newcomer has it, without durability.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { fileProposal, People } from '../../scripts/lib/demo-life.js';
import { MailReader } from '../../scripts/lib/mail-reader.js';
import { startStack } from '../../scripts/lib/stack.mjs';
import { Visitor } from '../../scripts/lib/visitor.js';

export type StackCity = Awaited<ReturnType<typeof startCity>>;

/** Starts a stack; `close` stops all of it and removes its folder. */
export async function startCity() {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'kyoso-test-stack-'));
  const stack = await startStack({ dataDir, ports: 'free', fast: true, env: { KYOSO_ENV: 'demo' } });
  const engine = await stack.engine;
  if (!engine.ok) throw engine.fault;
  const api = `http://127.0.0.1:${stack.ports.api}`;
  const mail = new MailReader(`http://127.0.0.1:${stack.ports.mailbox}`);
  const sql = postgres(stack.env.DATABASE_URL ?? '', { max: 3, onnotice: () => {} });
  return {
    stack, api, mail, sql,
    visitor: () => new Visitor(api),
    people: (number: string) => new People(api, mail, number, () => {}),
    /** Files a proposal through the pages. */
    file: () => fileProposal(new Visitor(api)),
    async close() { await sql.end({ timeout: 2 }); await stack.stopAll(); fs.rmSync(dataDir, { recursive: true, force: true }); },
  };
}
