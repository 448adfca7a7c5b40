import net from 'node:net';
import { Fault } from './fault.mjs';

/**
 * Whether a database answers at this address and lets us in.
 * @param {string} url
 * @param {'DATABASE_URL' | 'DATABASE_OWNER_URL'} [name] the setting it comes from
 * @returns {Promise<void>} rejects with a Fault that names the cause
 */
export async function checkDatabase(url, name = 'DATABASE_URL') {
  const next = `Correct ${name} or start that database; without DATABASE_URL Kyoso brings its own: env -u DATABASE_URL npm start`;
  /** @type {URL} */
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    throw new Fault(`${name} is not an address of the form postgres://user:password@host:5432/name.`, next);
  }
  const { default: postgres } = await import('postgres');
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    await sql`select 1`;
  } catch (error) {
    const { code, message } = /** @type {{ code?: string, message: string }} */ (error);
    const causes = { '28P01': 'the password was refused', '28000': 'the user was refused', '3D000': 'that database does not exist', ENOTFOUND: 'the host is not known', CONNECT_TIMEOUT: 'no answer within 5 s' };
    const cause = causes[/** @type {keyof typeof causes} */ (code ?? '')] ?? code ?? message;
    throw new Fault(`${name} leads to no usable database at ${parsed.host}${parsed.pathname}: ${cause}.`, next);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/**
 * Whether somebody listens at `host:port` within two seconds.
 * @param {string} address
 * @returns {Promise<boolean>}
 */
export function answers(address) {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(address) ?? [];
  if (!port) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = net.connect({ host, port: Number(port), timeout: 2000 });
    const done = (/** @type {boolean} */ yes) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => done(true)).once('error', () => done(false)).once('timeout', () => done(false));
  });
}
