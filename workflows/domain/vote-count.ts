// From ballots to grants: the count of a vote of residents over one call, by the method its programme names, and the open file of it.
import { type Ballot, type BallotRule, type Costs, type Count, count, type PbVote, VOID_WORDS, type VoidWhy, voidWhy } from './ballots.js';
import { dateOf, type Instant } from './calendar.js';
import { equalShares } from './equal-shares.js';
import { commas, type Yen } from './money.js';
import { rank, select } from './selection.js';

/**
 * How valid ballots become grants under the envelope. `most-votes`: most votes first, down to the envelope or `winnersMax`; ties by the smaller request and
 * at last by the lot that was committed to before the vote. `equal-shares`: each voter holds an equal part of the envelope (equal-shares.ts).
 * A candidate without a vote gets nothing under either.
 */
export type VoteMethod =
  | { readonly kind: 'most-votes'; readonly onCross: 'stop' | 'skip' | 'remainder'; readonly winnersMax?: number; readonly partialUnitYen: number; readonly tieBreak: readonly { readonly kind: 'smaller-request' | 'lot' }[] }
  | { readonly kind: 'equal-shares'; readonly utility: 'count' | 'cost'; readonly tieBreak: readonly ('more-votes' | 'smaller-cost')[] };

/** A case on the list of candidates, as it stood when the list was made. `id` is its number, which ballots name; `yen` is what its rule allows. */
export type VoteCandidate = { readonly id: string; readonly caseId: string; readonly title: string; readonly group: string; readonly summary: string; readonly yen: Yen };
/** What the count says of one candidate. `rank` is by votes; equal votes share it. `how` says in words what decided. */
export type VoteLine = VoteCandidate & { readonly votes: number; readonly rank: number; readonly outcome: 'selected' | 'not-selected' | 'withdrawn'; readonly grantYen: Yen; readonly how: string };
/** The whole count; `lines` are in order of rank and then as the method went. `spentYen` + `leftYen` = the envelope. */
export type VoteCount = { readonly count: Count; readonly lines: readonly VoteLine[]; readonly envelopeYen: Yen; readonly spentYen: Yen; readonly leftYen: Yen };
export type CountInput = {
  readonly rule: BallotRule;
  readonly method: VoteMethod;
  readonly candidates: readonly VoteCandidate[];
  readonly ballots: readonly Ballot[];
  /** Ids of candidates that stepped back after the list was made: votes for them stay valid and are shown, and move nothing. */
  readonly withdrawn: readonly string[];
  readonly envelopeYen: Yen;
  readonly lot: { readonly commitment: string; readonly seed: string };
};

/** What is wrong with the parameters of a vote, for who writes the programme. Both methods give sums, so the programme needs a money rule. */
export function voteFaults(step: { readonly rule: BallotRule; readonly insteadLabel?: string; readonly method: VoteMethod }, hasMoney: boolean): string[] {
  const { rule, method } = step;
  const whole = (n: number | undefined): boolean => n === undefined || (Number.isSafeInteger(n) && n >= 1);
  return [
    ...(whole(rule.n) && whole(rule.sumMaxYen) ? [] : ['a ballot holds whole numbers of one or more']),
    ...((rule.instead === undefined) === (step.insteadLabel === undefined) ? [] : ['the option that stands alone needs an id and a label']),
    ...(method.kind === 'most-votes' && !(whole(method.winnersMax) && whole(method.partialUnitYen)) ? ['winners and unit are whole numbers of one or more'] : []),
    ...(method.kind === 'most-votes' && method.tieBreak.at(-1)?.kind !== 'lot' ? ['equal votes need a lot at last, or nobody could go on'] : []),
    ...(hasMoney ? [] : ['a vote over an envelope needs a money rule']),
  ];
}

/** What each candidate asks of the envelope. */
export const costsOf = (candidates: readonly VoteCandidate[]): Costs => Object.fromEntries(candidates.map((c) => [c.id, c.yen]));
/** Why this choice would be void in this vote; null when it is valid. */
export const choiceFault = (rule: BallotRule, candidates: readonly VoteCandidate[], choice: readonly string[]): VoidWhy | null => voidWhy(rule, candidates.map((c) => c.id), choice, costsOf(candidates));

/** Counts all ballots and gives out the envelope. The same input gives the same lines; the order of ballots and candidates changes nothing but the order of lines without a vote. */
export function countVote(input: CountInput): VoteCount {
  const { rule, method, candidates, envelopeYen } = input;
  const counted = count(rule, candidates.map((c) => c.id), input.ballots, costsOf(candidates));
  const voted = (c: VoteCandidate): number => counted.votes[c.id] ?? 0;
  const standing = candidates.filter((c) => !input.withdrawn.includes(c.id) && voted(c) > 0);
  const granted = method.kind === 'most-votes' ? byVotes(standing, voted, method, input) : byShares(standing, counted, method, envelopeYen);
  const order = [...granted.keys()];
  const lines = candidates.map((c): VoteLine => {
    const got = granted.get(c.id);
    const outcome = input.withdrawn.includes(c.id) ? 'withdrawn' : got && got.yen > 0 ? 'selected' : 'not-selected';
    return { ...c, votes: voted(c), rank: 1 + candidates.filter((o) => voted(o) > voted(c)).length, outcome, grantYen: got?.yen ?? 0, how: outcome === 'withdrawn' ? '取下げ' : got?.how ?? '得票なし' };
  });
  const place = (line: VoteLine): number => { const at = order.indexOf(line.id); return at < 0 ? order.length : at; };
  const spentYen = lines.reduce((all, line) => all + line.grantYen, 0);
  return { count: counted, lines: lines.sort((a, b) => a.rank - b.rank || place(a) - place(b)), envelopeYen, spentYen, leftYen: envelopeYen - spentYen };
}

type Granted = ReadonlyMap<string, { readonly yen: Yen; readonly how: string }>;
const BY = { 'smaller-request': '同じ票は申請額の小さい順', lot: '同じ票はくじの順' } as const;

function byVotes(standing: readonly VoteCandidate[], voted: (c: VoteCandidate) => number, method: Extract<VoteMethod, { kind: 'most-votes' }>, { envelopeYen, lot }: CountInput): Granted {
  const ranking = rank(method.tieBreak, standing.map((c) => ({ id: c.id, requestYen: c.yen, total: String(voted(c)) })), { lot });
  const { places } = select(method, ranking, envelopeYen);
  return new Map(places.map((p) => {
    const ties = p.by.flatMap((kind) => (kind === 'smaller-request' || kind === 'lot' ? [BY[kind]] : []));
    const why = p.outcome === 'funded' ? '得票の順' : p.outcome === 'partial' ? '得票の順（残りの額）' : '予算または採択数の外';
    return [p.id, { yen: p.amountYen, how: [why, ...ties].join('、') }];
  }));
}

function byShares(standing: readonly VoteCandidate[], counted: Count, method: Extract<VoteMethod, { kind: 'equal-shares' }>, envelopeYen: Yen): Granted {
  const { funded } = equalShares({ budgetYen: envelopeYen, projects: standing.map((c) => ({ id: c.id, costYen: c.yen })), choices: narrowed(counted, standing), utility: method.utility, tieBreak: method.tieBreak });
  const paid = funded.map((f): [string, { yen: Yen; how: string }] => [f.id, { yen: f.costYen, how: f.by === 'shares' ? `選んだ${commas(f.payers)}人の持ち分で支払い` : '残りの予算で得票の多い順' }]);
  return new Map([...paid, ...standing.filter((c) => !funded.some((f) => f.id === c.id)).map((c): [string, { yen: Yen; how: string }] => [c.id, { yen: 0, how: '選んだ人の持ち分と残りの予算では足りない' }])]);
}

/** The valid ballots with only these candidates on them. A ballot may become empty; its voter still is one of all voters. */
const narrowed = (counted: Count, standing: readonly VoteCandidate[]): string[][] => counted.counted.map((choice) => choice.filter((id) => standing.some((c) => c.id === id)));

/** The sheet of a count, line by line, as it is kept with the confirmation and published. */
export function countSheet({ count: c, lines, envelopeYen, spentYen, leftYen }: VoteCount, lot: { readonly seed: string; readonly commitment: string }, instead?: { readonly id: string; readonly label: string }): readonly string[] {
  const gone = Object.entries(c.void) as [VoidWhy, number][];
  return [
    `投票 ${commas(c.cast)}票、有効 ${commas(c.valid)}票、無効 ${commas(c.cast - c.valid)}票${gone.length > 0 ? `（${gone.map(([why, n]) => `${VOID_WORDS[why]} ${commas(n)}票`).join('、')}）` : ''}`,
    `予算 ${commas(envelopeYen)}円、配分 ${commas(spentYen)}円、残り ${commas(leftYen)}円`,
    ...lines.map((l) => `${l.rank}位 ${l.id} ${l.title}：${commas(l.votes)}票、申請 ${commas(l.yen)}円、${LINE_WORDS[l.outcome]}${l.grantYen > 0 ? ` ${commas(l.grantYen)}円` : ''}（${l.how}）`),
    ...(instead ? [`${instead.label}：${commas(c.votes[instead.id] ?? 0)}票`] : []),
    `くじの種 ${lot.seed}（投票の前に公表した照合の値 ${lot.commitment}）`,
  ];
}

/** What the count says of a candidate, in one word. */
export const LINE_WORDS: { readonly [K in VoteLine['outcome']]: string } = { selected: '採択', 'not-selected': '不採択', withdrawn: '取下げ' };

/**
 * The open file of a counted vote (`toPb`). Candidates that withdrew and the option that stands alone are no projects in it, so that whoever counts
 * the file again finds the same set; void ballots are not in it, the published list has them.
 */
export function openVote({ rule, method, candidates, withdrawn, envelopeYen }: CountInput, { count: counted, lines }: VoteCount, about: { readonly name: string; readonly city: string; readonly call: string; readonly from: Instant; readonly to: Instant }): PbVote {
  const standing = candidates.filter((c) => !withdrawn.includes(c.id));
  return {
    meta: {
      description: about.name, country: 'Japan', unit: about.city, instance: about.call, rule: method.kind === 'equal-shares' ? 'equalshares/add1' : 'greedy', date_begin: dateOf(about.from), date_end: dateOf(about.to), currency: 'JPY',
      min_length: String(rule.kind === 'exactly' ? rule.n : 1), max_length: String(rule.n), ...(rule.sumMaxYen === undefined ? {} : { max_sum_cost: String(rule.sumMaxYen) }),
      ...(method.kind === 'most-votes' ? { on_cross: method.onCross, ...(method.winnersMax === undefined ? {} : { winners_max: String(method.winnersMax) }) } : { utility: method.utility }),
    },
    budgetYen: envelopeYen,
    projects: standing.map((c) => ({ id: c.id, costYen: c.yen, name: c.title.replace(/\s+/g, ' '), selected: lines.some((l) => l.id === c.id && l.outcome === 'selected') })),
    choices: narrowed(counted, standing),
  };
}
