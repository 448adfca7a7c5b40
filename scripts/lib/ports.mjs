import net from 'node:net';

/**
 * A port nobody listens on at this moment.
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {net.AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
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
