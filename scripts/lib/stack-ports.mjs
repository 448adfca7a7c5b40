import fs from 'node:fs';
import path from 'node:path';
import { Fault } from './fault.mjs';
import { freePort, portTaken } from './ports.mjs';

/** The ports people meet, the variable that moves each, and its usual number. */
const NAMED = /** @type {const} */ ({
  api: ['PORT', 3000],
  mailbox: ['MAILBOX_PORT', 3001],
  bank: ['BANK_PORT', 3002],
  worker: ['WORKER_HEALTH_PORT', 3003],
  temporal: ['TEMPORAL_PORT', 7233],
});

/** @typedef {'postgres' | 'temporal' | 'mailbox' | 'bank' | 'api' | 'worker'} ServiceName */
/** @typedef {Record<ServiceName, number> & { temporalUi?: number }} Ports */

/**
 * The ports of a stack. A taken port of a service that is to be started is refused, naming the variable that moves it.
 * Postgres keeps its port from the last start while it is free, so that an open SQL window survives a restart.
 * @param {{ asked?: 'free' | Partial<Ports>, settings: NodeJS.ProcessEnv, dataDir: string, starting: ServiceName[] }} wish
 * @returns {Promise<Ports>}
 */
export async function stackPorts({ asked = {}, settings, dataDir, starting }) {
  const given = asked === 'free' ? {} : asked;
  const ports = /** @type {Ports} */ ({ postgres: given.postgres ?? (await keptPort(path.join(dataDir, 'postgres-port'))) });
  for (const name of /** @type {(keyof typeof NAMED)[]} */ (Object.keys(NAMED))) {
    const [variable, usual] = NAMED[name];
    const port = given[name] ?? (asked === 'free' ? await freePort() : Number(settings[variable] || usual));
    ports[name] = port;
    if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Fault(`${variable}=${settings[variable]} is not a port number.`, `Set it to a number between 1024 and 65535: ${variable}=${usual + 10} npm start`);
    if (starting.includes(name) && (await portTaken(port))) throw new Fault(`Port ${port} is taken by another program (Kyoso wants it for: ${name}).`, `End that program, or choose another port: ${variable}=${port + 10} npm start`);
  }
  if (asked !== 'free') ports.temporalUi = given.temporalUi ?? (await freeOrAnother(Number(settings.TEMPORAL_UI_PORT || ports.temporal + 1000)));
  return ports;
}

/** @param {string} file */
async function keptPort(file) {
  const kept = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0;
  const port = kept && !(await portTaken(kept)) ? kept : await freePort();
  if (port !== kept) fs.writeFileSync(file, String(port));
  return port;
}

/** @param {number} port */
async function freeOrAnother(port) {
  return (await portTaken(port)) ? freePort() : port;
}
