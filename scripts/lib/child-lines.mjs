/** What Node prints around an error that nobody caught; the error's own sentence is not among it. The log file has all of it. */
const STACK = /^\s+at |^node:internal|^file:\/\/|^Node\.js v|^\s*\^+\s*$|^\s*throw |^\s*[{}]\s*$/;

/** The words of one line: of a log line its message and error, else the line itself. @param {string} line */
export function wordsOf(line) {
  try {
    const { msg, err } = JSON.parse(line);
    return [msg, err?.message].filter(Boolean).join(': ');
  } catch {
    return line.trim();
  }
}

/**
 * What of a child's output is shown on the screen, prefixed with its name: warnings, errors and plain text. Kyoso's
 * programs log JSON lines (pino); their everyday lines stay in the log file unless `verbose`.
 * @param {string} name
 * @param {import('./step.mjs').Log} log
 * @param {boolean} verbose
 * @returns {(line: string) => void}
 */
export function childLines(name, log, verbose) {
  const prefix = `${name.padEnd(8)}| `;
  return (line) => {
    if (line.trim() === '' || STACK.test(line)) return;
    if (!line.startsWith('{')) return log(prefix + line);
    try {
      const { level, msg, err, time: _time, pid: _pid, hostname: _host, ...rest } = JSON.parse(line);
      if (level < 40 && !verbose) return;
      const facts = Object.entries(rest).map(([key, value]) => ` ${key}=${typeof value === 'object' ? JSON.stringify(value) : value}`);
      log(`${prefix}${level >= 50 ? 'ERROR ' : level >= 40 ? 'warn ' : ''}${msg ?? ''}${facts.join('')}${err ? ` — ${err.message ?? err}` : ''}`);
    } catch {
      log(prefix + line);
    }
  };
}
