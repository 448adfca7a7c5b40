/**
 * A fault a person can do something about. Printed as two lines: what is wrong, and what to do next.
 * Everything else that is thrown is a bug and keeps its stack trace.
 */
export class Fault extends Error {
  /**
   * @param {string} cause one line: what is wrong
   * @param {string} next one line: the next command or action
   */
  constructor(cause, next) {
    super(cause);
    this.name = 'Fault';
    this.next = next;
  }
}

/**
 * Turns what the operating system says into a Fault where a person can act on it, and returns anything else unchanged.
 * @param {unknown} error
 * @returns {unknown}
 */
export function asFault(error) {
  if (error instanceof Fault || !(error instanceof Error)) return error;
  const { code, path } = /** @type {NodeJS.ErrnoException} */ (error);
  const where = path ?? 'the data directory';
  if (code === 'ENOSPC' || /no space left on device/i.test(error.message))
    return new Fault(`The disk is full: ${where} could not be written.`, 'Free some space (df -h shows where), then run npm start again.');
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new Fault(`No right to write ${where}.`, `Give it to yourself: sudo chown -R "$(id -un)" "${where}" — or choose another place: DATA_DIR=/some/where npm start`);
  if (code === 'EDQUOT') return new Fault(`The disk quota is used up: ${where} could not be written.`, 'Free some space, then run npm start again.');
  return error;
}

/**
 * Prints an error the way the commands promise: two lines for a Fault, the stack for a bug.
 * @param {unknown} error
 */
export function printFault(error) {
  const known = asFault(error);
  if (known instanceof Fault) console.error(`\n✗ ${known.message}\n  ${known.next}`);
  else console.error(known);
}
