// The result as a page: one line an engine, ratios to the floor of the same round, and each goal with what was measured beside it.
import { ENGINES } from './engines/index.js';

export type Machine = { readonly cpu: string; readonly cores: number; readonly memoryGb: number; readonly kernel: string; readonly node: string; readonly postgres: string; readonly shared: boolean; readonly loadBefore: number; readonly commit: string };

/** One engine under one load in one round. CPU in seconds a case; times in milliseconds; `others`: cores that somebody else used meanwhile; the rest a case. */
export type Phase = {
  readonly engine: string; readonly round: number; readonly cases: number; readonly concurrency: number; readonly casesPerSecond: number; readonly cpu: { readonly app: number; readonly server: number; readonly postgres: number }; readonly others: number;
  readonly inside: readonly number[]; readonly border: readonly number[]; readonly mail: readonly number[]; readonly mailsPerCase: number;
  readonly flushes: number; readonly walBytes: number; readonly commits: number; readonly rows: number; readonly bytes: number; readonly historyEvents: number | null; readonly historyBytes: number | null; readonly memory: { readonly app: number; readonly server: number };
};

/** The p-th part of a sorted list, the nearest rank; NaN of an empty one. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}
const median = (values: readonly number[]): number => quantile(values, 0.5);
const cpuOf = ({ cpu }: Phase): number => cpu.app + cpu.server + cpu.postgres;

/** What is said of the phases of one engine under one load. */
function sums(phases: readonly Phase[]) {
  const all = (of: (phase: Phase) => readonly number[]) => phases.flatMap(of);
  const mid = (of: (phase: Phase) => number) => median(phases.map(of));
  const times = (list: readonly number[]) => ({ p50: quantile(list, 0.5), p95: quantile(list, 0.95) });
  return {
    casesPerSecond: mid((p) => p.casesPerSecond), cpu: mid(cpuOf), app: mid((p) => p.cpu.app), server: mid((p) => p.cpu.server), postgres: mid((p) => p.cpu.postgres), inside: times(all((p) => p.inside)), border: times(all((p) => p.border)), mail: times(all((p) => p.mail)), mails: mid((p) => p.mailsPerCase),
    flushes: mid((p) => p.flushes), wal: mid((p) => p.walBytes) / 1024, commits: mid((p) => p.commits), rows: mid((p) => p.rows), bytes: mid((p) => p.bytes) / 1024, events: mid((p) => p.historyEvents ?? 0), history: mid((p) => p.historyBytes ?? 0) / 1024, ram: mid((p) => p.memory.app), serverRam: mid((p) => p.memory.server),
  };
}

/** The median over the rounds of one engine's figure to another's in the same round. */
function ratio(phases: readonly Phase[], a: string, b: string, alone: boolean, of: (phase: Phase) => number): number {
  const mine = phases.filter((p) => p.engine === a && p.concurrency === 1 === alone);
  return median(mine.flatMap((p) => { const other = phases.find((q) => q.engine === b && q.round === p.round && q.concurrency === p.concurrency); return other ? [of(p) / of(other)] : []; }));
}

const n = (value: number, digits = 0): string => (Number.isFinite(value) ? value.toFixed(digits) : '–');
const pair = ({ p50, p95 }: { p50: number; p95: number }): string => `${n(p50)}/${n(p95)}`;
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const grid = (head: readonly string[], rows: readonly (readonly string[])[]): string => [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');

type Goal = { readonly words: string; readonly figure: number; readonly most: number; readonly unit: string };

function goalsOf(phases: readonly Phase[], kyoso: string, naive: string): Goal[] {
  const alone = (of: (phase: Phase) => number) => ratio(phases, kyoso, 'floor', true, of);
  const own = sums(phases.filter((p) => p.engine === kyoso && p.concurrency === 1));
  return [
    { words: 'CPU a case, to floor', figure: ratio(phases, kyoso, 'floor', false, cpuOf), most: 5, unit: '×' },
    { words: 'CPU a case, to DBOS', figure: ratio(phases, kyoso, 'dbos', false, cpuOf), most: 1.5, unit: '×' },
    { words: 'CPU a case, to naive Temporal', figure: ratio(phases, kyoso, naive, false, cpuOf), most: 0.2, unit: '×' },
    { words: 'alone, next request inside a stage, to floor', figure: alone((p) => median(p.inside)), most: 2, unit: '×' },
    { words: 'alone, next request over a border, to floor', figure: alone((p) => median(p.border)) , most: 8, unit: '×' },
    { words: 'alone, durable commits a case, to floor', figure: alone((p) => p.flushes), most: 1.6, unit: '×' },
    { words: 'history bytes of a closed case', figure: own.history, most: 12, unit: ' KB' },
    { words: 'history events a border', figure: own.events / 7, most: 10, unit: '' },
  ];
}

/** The page in Markdown. `last`: the result before, whose ratios stand beside. */
export function table(machine: Machine, phases: readonly Phase[], last: { readonly name: string; readonly phases: readonly Phase[] } | null): string {
  const names = Object.keys(ENGINES).filter((name) => phases.some((p) => p.engine === name));
  const of = (name: string, alone: boolean) => sums(phases.filter((p) => p.engine === name && p.concurrency === 1 === alone));
  const loads = [...new Set(phases.map((p) => `${p.cases} cases at ${p.concurrency}`))].join(', ');
  const loaded = names.map((name) => {
    const s = of(name, false);
    return [name, n(s.casesPerSecond, 2), `**${n(s.cpu, 3)}** (${n(s.app, 3)} + ${n(s.server, 3)} + ${n(s.postgres, 3)})`, n(ratio(phases, name, 'floor', false, cpuOf), 1), pair(s.inside), pair(s.border), pair(s.mail), n(s.flushes), n(s.wal), `${n(s.ram)} / ${n(s.serverRam)}`];
  });
  const alone = names.map((name) => {
    const s = of(name, true);
    return [name, pair(s.inside), pair(s.border), pair(s.mail), n(s.flushes), n(s.commits), n(s.rows), n(s.bytes), n(s.mails), `${n(s.events)} / ${n(s.history, 1)}`, n(s.cpu, 3)];
  });
  const pairs = ([['kyoso', 'naive'], ['kyoso-pg', 'naive-pg']] as const).filter(([kyoso]) => names.includes(kyoso));
  const goals = pairs.flatMap(([kyoso, naive]) => {
    const before = last ? goalsOf(last.phases, kyoso, naive) : [];
    return goalsOf(phases, kyoso, naive).filter((goal) => Number.isFinite(goal.figure)).map((goal) => {
      const was = before.find((one) => one.words === goal.words)?.figure;
      return [kyoso, goal.words, `${n(goal.figure, 2)}${goal.unit}`, `≤ ${goal.most}${goal.unit}`, goal.figure <= goal.most ? 'met' : '**missed**', was === undefined || !Number.isFinite(was) ? '' : `${n(was, 2)}${goal.unit}`];
    });
  });
  const others = phases.map((p) => p.others);
  return `# L1, ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, ${machine.commit}

${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, Linux ${machine.kernel}, Node ${machine.node}, Postgres ${machine.postgres} with fsync on. ${new Set(phases.map((p) => p.round)).size} rounds, interleaved; ${loads}.
${machine.shared ? 'The machine was **shared** with other work: the absolute figures are noise, the ratios of one round count.' : 'Nothing else was meant to run on the machine.'} Others used ${n(median(others), 1)} cores (median; most ${n(Math.max(...others), 1)}); load before ${n(machine.loadBefore, 1)}.

## Under load

${grid(['engine', 'cases/s', 'CPU-s a case (app + Temporal + Postgres)', '× floor', 'inside p50/p95 ms', 'border p50/p95 ms', 'mail p50/p95 ms', 'flushes a case', 'WAL KB a case', 'memory MB app / Temporal'], loaded)}

## Alone

${grid(['engine', 'inside p50/p95 ms', 'border p50/p95 ms', 'mail p50/p95 ms', 'flushes a case', 'transactions a case', 'rows', 'KB in the database', 'mails', 'history events / KB', 'CPU-s a case'], alone)}

Inside, border: from the answer until the next request stands in the database. Mail: until its mail is with the provider. Flushes: of the log of the whole Postgres, that is durable commits when one works alone.

## Goals

${grid(['engine', 'goal', 'measured', 'goal is', '', last ? `in ${last.name}` : 'before'], goals)}
`;
}
