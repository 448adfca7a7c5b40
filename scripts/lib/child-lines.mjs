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
    if (line.trim() === '') return;
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
