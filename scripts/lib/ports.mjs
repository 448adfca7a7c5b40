import net from 'node:net';

/** Below where systems take the ports of outgoing connections from: a free port here is still free when its server starts. */
const FROM = 20_000;
const SPAN = 12_000;

/**
 * A port nobody listens on, and that no outgoing connection can be given meanwhile.
 * @returns {Promise<number>}
 */
export async function freePort() {
  for (let tries = 0; tries < 100; tries++) {
    const port = FROM + Math.floor(Math.random() * SPAN);
    if (!(await portTaken(port))) return port;
  }
  throw new Error(`no free port between ${FROM} and ${FROM + SPAN} in a hundred tries`);
}

/**
 * Whether somebody listens on this port, on the loopback or on any address. Asked by trying to listen, so it also
 * sees programs that belong to somebody else.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export async function portTaken(port) {
  for (const host of ['127.0.0.1', '::']) if (await refused(port, host)) return true;
  return false;
}

/** @param {number} port @param {string} host @returns {Promise<boolean>} */
function refused(port, host) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', (error) => resolve(/** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE'));
    probe.listen(port, host, () => probe.close(() => resolve(false)));
  });
}
