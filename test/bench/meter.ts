// What a run costs: CPU and memory of the processes from /proc, commits, rows and bytes from Postgres' own books. Linux only.
import fs from 'node:fs';
import type { Sql } from 'postgres';

/** Seconds of CPU used so far. `all` is the whole machine, so that what others used can be told. */
export type Cpu = { readonly at: number; readonly app: number; readonly server: number; readonly postgres: number; readonly all: number };
/** Counts so far: flushes of the log are durable commits, the rest is of the engine's own database. */
export type Books = { readonly flushes: number; readonly walBytes: number; readonly commits: number; readonly rows: number; readonly bytes: number };
/** Process groups of the app, the pid of the Temporal server that it uses, the pid of Postgres. */
export type Parts = { readonly app: readonly number[]; readonly server: number | null; readonly postgres: number };

/** Linux counts CPU in hundredths of a second. */
const TICKS = 100;
type Stat = { readonly pid: number; readonly parent: number; readonly group: number; readonly own: number; readonly reaped: number };

function stats(): Stat[] {
  return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const text = fs.readFileSync(`/proc/${name}/stat`, 'utf8');
      const f = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
      return [{ pid: Number(name), parent: f[1] ?? 0, group: f[2] ?? 0, own: ((f[11] ?? 0) + (f[12] ?? 0)) / TICKS, reaped: ((f[13] ?? 0) + (f[14] ?? 0)) / TICKS }];
    } catch {
      return [];
    }
  });
}

const total = (list: readonly Stat[]): number => list.reduce((sum, one) => sum + one.own + one.reaped, 0);

/** The processes of Postgres: the one that was started and all below it. */
function below(all: readonly Stat[], pid: number): Stat[] {
  const own = all.filter((one) => one.pid === pid);
  return [...own, ...all.filter((one) => one.parent === pid).flatMap((one) => below(all, one.pid))];
}

/** CPU so far. The driver's own session in Postgres, and the meter's, do not count. */
export async function readCpu(sql: Sql, parts: Parts): Promise<Cpu> {
  const ours = new Set((await sql<{ pid: number }[]>`select pid from pg_stat_activity where application_name in ('bench-driver', 'bench-meter')`).map((row) => row.pid));
  const all = stats();
  const machine = (/^cpu +(.*)$/m.exec(fs.readFileSync('/proc/stat', 'utf8'))?.[1] ?? '').split(' ').map(Number);
  // Without idle and waiting for the disk; guests are counted in user already.
  const busy = machine.slice(0, 8).reduce((sum, ticks, n) => (n === 3 || n === 4 ? sum : sum + ticks), 0) / TICKS;
  return {
    at: performance.now() / 1000, all: busy, app: total(all.filter((one) => parts.app.includes(one.group))), server: parts.server === null ? 0 : total(all.filter((one) => one.pid === parts.server)),
    postgres: total(below(all, parts.postgres).filter((one) => !ours.has(one.pid))),
  };
}

/** Resident memory of the app and of the Temporal server, in megabytes. */
export function memory(parts: Parts): { readonly app: number; readonly server: number } {
  const megabytes = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  const app = stats().filter((one) => parts.app.includes(one.group)).reduce((sum, one) => sum + megabytes(one.pid), 0);
  return { app, server: parts.server === null ? 0 : megabytes(parts.server) };
}

/** Postgres' books. What living sessions did in the last seconds may be missing: read it when the engine has stopped. */
export async function readBooks(own: Sql): Promise<Books> {
  const [row] = await own<Record<string, string>[]>`
    select (select sum(fsyncs) from pg_stat_io where object = 'wal') as flushes, (select wal_bytes from pg_stat_wal) as wal, (select xact_commit from pg_stat_database where datname = current_database()) as commits,
      (select coalesce(sum(n_tup_ins), 0) from pg_stat_user_tables) as rows, pg_database_size(current_database()) as bytes`;
  const n = (key: string): number => Number(row?.[key] ?? 0);
  return { flushes: n('flushes'), walBytes: n('wal'), commits: n('commits'), rows: n('rows'), bytes: n('bytes') };
}
