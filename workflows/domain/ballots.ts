// Ballots of citizens: what is valid, the count, paper entered twice, and the anonymous text that anybody may count again.
import type { Yen } from './money.js';

/**
 * What may stand on a ballot: exactly `n` choices (anything else is void, so that a block of supporters cannot vote for one project alone),
 * or at most `n`. `instead` is an option that stands alone, such as the citizens' fund. With `sumMaxYen` the costs of what is chosen may not sum up to more.
 */
export type BallotRule = { readonly kind: 'exactly' | 'at-most'; readonly n: number; readonly instead?: string; readonly sumMaxYen?: Yen };
/** What each project costs; only a rule with `sumMaxYen` looks at it. */
export type Costs = Readonly<Record<string, Yen>>;
/** One ballot and the chosen ids. `voter` tells it from the others: a random reference, or the number stamped on the paper. */
export type Ballot = { readonly voter: string; readonly choice: readonly string[] };
/** The first reason that makes a ballot void, in the order they are looked at. */
export type VoidWhy = 'blank' | 'unknown-choice' | 'same-choice-twice' | 'too-few' | 'too-many' | 'not-alone' | 'over-sum';

/** Why a ballot is void, for the record of the count. */
export const VOID_WORDS: Readonly<Record<VoidWhy, string>> = {
  blank: '白票', 'unknown-choice': '候補にないものを選んだ', 'same-choice-twice': '同じものを2回選んだ', 'too-few': '選んだ数が足りない', 'too-many': '選んだ数が多い', 'not-alone': '基金への積立てと事業を一緒に選んだ', 'over-sum': '選んだ事業の金額の合計が上限を超えた',
};

/** Why this choice is void under the rule; null when it is valid. A blank ballot is void under both kinds. */
export function voidWhy(rule: BallotRule, projects: readonly string[], choice: readonly string[], costs: Costs = {}): VoidWhy | null {
  if (choice.length === 0) return 'blank';
  if (choice.some((id) => id !== rule.instead && !projects.includes(id))) return 'unknown-choice';
  if (new Set(choice).size !== choice.length) return 'same-choice-twice';
  if (rule.instead !== undefined && choice.includes(rule.instead)) return choice.length === 1 ? null : 'not-alone';
  if (choice.length > rule.n) return 'too-many';
  if (rule.kind === 'exactly' && choice.length < rule.n) return 'too-few';
  return rule.sumMaxYen !== undefined && choice.reduce((all, id) => all + (costs[id] ?? 0), 0) > rule.sumMaxYen ? 'over-sum' : null;
}

/** `cast` = `valid` + all void; `votes` has every project (and `instead`), zero included. */
export type Count = { readonly cast: number; readonly valid: number; readonly void: Readonly<Partial<Record<VoidWhy, number>>>; readonly votes: Readonly<Record<string, number>>; readonly counted: readonly (readonly string[])[] };

/**
 * Counts the ballots; their order changes nothing. `counted` are the valid choices without voters, sorted. Throws an Error when one ballot
 * stands twice: a second one is refused where votes are taken, so here it is a fault and not a question of validity.
 */
export function count(rule: BallotRule, projects: readonly string[], ballots: readonly Ballot[], costs: Costs = {}): Count {
  const voters = new Set<string>();
  for (const { voter } of ballots) {
    if (voters.has(voter)) throw new Error('one voter has two ballots');
    voters.add(voter);
  }
  const votes: Record<string, number> = Object.fromEntries([...projects, ...(rule.instead === undefined ? [] : [rule.instead])].map((id) => [id, 0]));
  const gone: Partial<Record<VoidWhy, number>> = {};
  const counted: string[][] = [];
  for (const { choice } of ballots) {
    const why = voidWhy(rule, projects, choice, costs);
    if (why) gone[why] = (gone[why] ?? 0) + 1;
    else {
      counted.push([...choice].sort());
      for (const id of choice) votes[id] = (votes[id] ?? 0) + 1;
    }
  }
  return { cast: ballots.length, valid: counted.length, void: gone, votes, counted: counted.sort((a, b) => byText(a.join(), b.join())) };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** One sheet of paper as one person typed it; `paper` is the number stamped on it. */
export type PaperEntry = { readonly paper: string; readonly choice: readonly string[] };

/**
 * Compares what two people typed from the same paper. Agreed sheets go to the count under their stamped number; the others are looked at
 * again, also those that only one of the two has. The order of the crosses on a sheet does not matter. Throws when one person typed a number twice.
 */
export function compareEntries(first: readonly PaperEntry[], second: readonly PaperEntry[]): { agreed: Ballot[]; differ: { paper: string; first: readonly string[] | null; second: readonly string[] | null }[] } {
  const read = (entries: readonly PaperEntry[]): Map<string, readonly string[]> => {
    const map = new Map(entries.map((e) => [e.paper, [...e.choice].sort()]));
    if (map.size !== entries.length) throw new Error('a paper was typed twice by one person');
    return map;
  };
  const [a, b] = [read(first), read(second)];
  const agreed: Ballot[] = [];
  const differ: { paper: string; first: readonly string[] | null; second: readonly string[] | null }[] = [];
  for (const paper of [...new Set([...a.keys(), ...b.keys()])].sort()) {
    const [one, other] = [a.get(paper) ?? null, b.get(paper) ?? null];
    if (one && other && JSON.stringify(one) === JSON.stringify(other)) agreed.push({ voter: paper, choice: one });
    else differ.push({ paper, first: one, second: other });
  }
  return { agreed, differ };
}

// --- the open text of a vote (.pb: sections META, PROJECTS, VOTES; fields parted by semicolons; pabulib.org) ---

/** A project of an open vote; `selected` once there is a result. Costs in whole units of the vote's currency, here yen. */
export type PbProject = { readonly id: string; readonly costYen: Yen; readonly name?: string; readonly selected?: boolean };
/** An approval vote. `meta` holds further keys as text; those that follow from the rest are written by `toPb` itself. */
export type PbVote = { readonly meta: Readonly<Record<string, string>>; readonly budgetYen: Yen; readonly projects: readonly PbProject[]; readonly choices: readonly (readonly string[])[] };

const quoted = (text: string): string => (/[";]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const line = (cells: readonly (string | number)[]): string => cells.map((c) => quoted(String(c))).join(';');
/** Keys that follow from the vote itself. */
const OWN_KEYS = ['num_projects', 'num_votes', 'budget', 'vote_type'];
const SECTIONS = ['META', 'PROJECTS', 'VOTES'];

/**
 * The vote as .pb text. Anonymous: voters are numbered after sorting by what they chose, so neither codes nor the order of arrival remain,
 * and nothing else about a voter can be given. Throws an Error for an id, key or text the format cannot hold.
 */
export function toPb(vote: PbVote): string {
  for (const { id } of vote.projects) if (!/^[\w.-]+$/.test(id) || /^(meta|projects|votes|none)$/i.test(id)) throw new Error(`not an id for a .pb file: ${id}`);
  for (const text of [...Object.entries(vote.meta).flat(), ...vote.projects.map((p) => p.name ?? '')]) if (/[\r\n\u2028\u2029]/.test(text)) throw new Error('a .pb file holds one line per entry');
  for (const key of Object.keys(vote.meta)) if (!/^[a-z]\w*$/.test(key) || SECTIONS.includes(key.toUpperCase())) throw new Error(`not a key for a .pb file: ${key}`);
  const ids = vote.projects.map((p) => p.id);
  if (new Set(ids).size !== ids.length) throw new Error('a project stands twice');
  const votes = new Map(ids.map((id) => [id, 0]));
  for (const id of vote.choices.flat()) {
    const n = votes.get(id);
    if (n === undefined) throw new Error(`no project ${id}`);
    votes.set(id, n + 1);
  }
  const own: [string, string | number][] = [['num_projects', ids.length], ['num_votes', vote.choices.length], ['budget', vote.budgetYen], ['vote_type', 'approval']];
  const [named, chosen] = [vote.projects.some((p) => p.name !== undefined), vote.projects.some((p) => p.selected !== undefined)];
  return [
    'META', 'key;value',
    ...Object.entries(vote.meta).filter(([key]) => !OWN_KEYS.includes(key)).map(line), ...own.map(line),
    'PROJECTS', line(['project_id', 'cost', 'votes', ...(named ? ['name'] : []), ...(chosen ? ['selected'] : [])]),
    ...vote.projects.map((p) => line([p.id, p.costYen, votes.get(p.id) ?? 0, ...(named ? [p.name ?? ''] : []), ...(chosen ? [p.selected ? 1 : 0] : [])])),
    'VOTES', 'voter_id;vote',
    ...vote.choices.map((choice) => [...choice].sort().join(',')).sort(byText).map((choice, n) => line([n + 1, choice])),
    '',
  ].join('\n');
}

/** The cells of one line; a cell in double quotes may hold semicolons. Throws when a quote is left open. */
function cells(text: string): string[] {
  const found: string[] = [];
  let at = 0;
  while (at <= text.length) {
    if (text[at] === '"') {
      let [cell, end] = ['', at + 1];
      while (!(text[end] === '"' && text[end + 1] !== '"')) {
        if (end >= text.length) throw new Error('a quote is left open');
        if (text[end] === '"') end++;
        cell += text[end++];
      }
      found.push(cell);
      at = end + 1;
      if (at < text.length && text[at] !== ';') throw new Error('text after a closing quote');
      at++;
    } else {
      const end = text.indexOf(';', at) === -1 ? text.length : text.indexOf(';', at);
      found.push(text.slice(at, end));
      at = end + 1;
    }
  }
  return found;
}

/**
 * Reads an approval vote (`approval` or `choose-1`) from .pb text; other columns are left aside, and voters' ids are not kept.
 * Throws an Error that names the line for anything it cannot hold: another type of vote, costs with parts of a unit, more cells than columns, ids nobody declared,
 * counts that do not agree.
 */
export function fromPb(text: string): PbVote {
  const meta: Record<string, string> = {};
  const projects: PbProject[] = [];
  const choices: string[][] = [];
  const stated = new Map<string, string>();
  let section = '';
  let header: string[] | null = null;
  const wrong = (n: number, what: string): never => { throw new Error(`.pb line ${n + 1}: ${what}`); };
  const whole = (n: number, value: string): number => (/^\d+(\.0+)?$/.test(value) ? Number(value.split('.')[0]) : wrong(n, `not a whole amount: ${value}`));
  text.replace(/^\ufeff/, '').split(/\r?\n/).forEach((raw, n) => {
    if (raw.trim() === '') return;
    if (SECTIONS.includes(raw.trim().toUpperCase())) { section = raw.trim().toUpperCase(); header = null; return; }
    const row = ((): string[] => { try { return cells(raw).map((c) => c.trim()); } catch (error) { return wrong(n, (error as Error).message); } })();
    if (!header) { header = row; return; }
    if (row.length > header.length) wrong(n, `${row.length} cells for ${header.length} columns`);
    const at = (key: string): string | undefined => { const i = header?.indexOf(key) ?? -1; return i < 0 ? undefined : row[i]; };
    if (section === 'META') meta[row[0] ?? ''] = row[1] ?? '';
    else if (section === 'PROJECTS') {
      const id = at('project_id') || wrong(n, 'no project_id');
      if (projects.some((p) => p.id === id)) wrong(n, `project ${id} stands twice`);
      const [name, selected, votes] = [at('name'), at('selected'), at('votes')];
      if (votes !== undefined) stated.set(id, votes);
      projects.push({ id, costYen: whole(n, at('cost') ?? ''), ...(name === undefined ? {} : { name }), ...(selected === undefined ? {} : { selected: selected !== '0' && selected !== '' }) });
    } else if (section === 'VOTES') {
      const choice = (at('vote') ?? '').split(',').map((id) => id.trim()).filter((id) => id !== '');
      for (const id of choice) if (!projects.some((p) => p.id === id)) wrong(n, `no project ${id}`);
      choices.push(choice);
    } else wrong(n, 'stands before any section');
  });
  if (!['approval', 'choose-1'].includes(meta.vote_type ?? '')) throw new Error(`.pb: not an approval vote: ${meta.vote_type}`);
  if (meta.num_votes !== undefined && meta.num_votes !== String(choices.length)) throw new Error(`.pb: says ${meta.num_votes} votes and has ${choices.length}`);
  if (meta.num_projects !== undefined && meta.num_projects !== String(projects.length)) throw new Error(`.pb: says ${meta.num_projects} projects and has ${projects.length}`);
  for (const [id, votes] of stated) {
    const have = choices.filter((c) => c.includes(id)).length;
    if (votes !== String(have)) throw new Error(`.pb: says ${votes} votes for ${id} and has ${have}`);
  }
  const budgetYen = whole(-1, meta.budget ?? '');
  return { meta: Object.fromEntries(Object.entries(meta).filter(([key]) => !OWN_KEYS.includes(key))), budgetYen, projects, choices };
}
