// /admin/calls/:id/public-vote: what the programme office does with the vote of a call. The office of the programme and the administrators run it; the holder of
// the post that the programme names confirms the count.
import { type Context, Hono } from 'hono';
import { csv } from '../csv.js';
import type { Deps } from '../deps.js';
import { DomainError } from '../../db/store/errors.js';
import { confirmCount, confirmedCount, draftCount } from '../../db/store/vote-counts.js';
import { dropPaper, enterPaper, papersOf, settlePaper } from '../../db/store/vote-papers.js';
import { CODES_MOST, candidatesOf, codeCounts, handInCode, issueCodes, prepareVote, publishVote, voteActsOf, type VoteOfCall, voteOfCall } from '../../db/store/votes.js';
import { instantAt } from '../../workflows/domain/calendar.js';
import { readFields } from '../../workflows/domain/fields.js';
import { departmentOf } from '../../workflows/domain/people.js';
import { faceOf } from '../errors.js';
import { callName } from '../pages/calls.js';
import { momentWords } from '../pages/components/parts.js';
import type { FormFault } from '../pages/desk-form.js';
import { faultPage, NOT_THERE } from '../pages/ended.js';
import { CodeSheetPage, VoteOfficePage } from '../pages/vote-office.js';
import { VotePapersPage } from '../pages/vote-papers.js';
import { CODE_FAULTS, grouped } from '../pages/vote-words.js';
import { namesOf, signed, type Signed, toSignIn } from './staff.js';
import { VOTE_CODE_LENGTH, voteCodeHash } from './vote.js';

const ACT_WORDS = { prepared: '候補と日時を決めました', issued: '投票番号をつくりました', published: '結果を公表しました' } as const;

export function voteOfficeRoutes(deps: Deps): Hono {
  const app = new Hono();
  const { db } = deps;
  const path = '/admin/calls/:id/public-vote';
  type Typed = Readonly<Record<string, string>>;
  type At = { readonly c: Context; readonly me: Signed; readonly found: VoteOfCall; readonly mayConfirm: boolean };

  const as = (page: (at: At) => Promise<Response>) => async (c: Context): Promise<Response> => {
    const me = await signed(c, deps);
    if (!me) return toSignIn(c);
    const found = await voteOfCall(db, c.req.param('id') ?? '');
    const mayConfirm = found !== null && me.posts.some((p) => p.post === found.step.confirm);
    const may = found && (me.staff.administrator || mayConfirm || me.posts.some((p) => p.department === departmentOf(found.programme.office.post)));
    return may ? page({ c, me, found, mayConfirm }) : c.html(faultPage(NOT_THERE), 404);
  };
  const nameOf = ({ call, programme }: VoteOfCall) => ({ id: call.id, name: callName({ programme: programme.name.ja, fiscalYear: call.fiscalYear }) });
  const textsOf = async (c: Context): Promise<Typed> => Object.fromEntries(Object.entries(await c.req.parseBody()).map(([key, value]) => [key, String(value).trim()]));

  const overview = async ({ c, me, found, mayConfirm }: At, typed: Typed = {}, faults: readonly FormFault[] = [], notice?: string) => {
    const { call } = found;
    const [list, codes, draft, confirmed, acts, names] = await Promise.all([candidatesOf(db, call.id), codeCounts(db, call.id), draftCount(db, call.id), confirmedCount(db, call.id), voteActsOf(db, call.id), namesOf(deps)]);
    const lines = acts.map((a) => `${momentWords(a.at)}　${names.person(a.by)}　${ACT_WORDS[a.kind]}${a.facts.codes === undefined ? '' : `（${a.facts.codes}件）`}`);
    return c.html(<VoteOfficePage staff={me.staff} now={me.now} call={nameOf(found)} step={found.step} vote={found.vote} list={list} codes={codes} draft={draft} confirmed={confirmed && { ...confirmed.confirmed, by: names.person(confirmed.confirmed.by), sheet: confirmed.sheet }} acts={lines} mayConfirm={mayConfirm} confirmer={names.post(found.step.confirm)} typed={typed} faults={faults} notice={notice} />, faults.length > 0 ? 422 : 200);
  };
  /** Does it, or says at `where` why it was refused; what was typed stays. */
  const tried = async (at: At, typed: Typed, where: string, act: () => Promise<Response>): Promise<Response> => {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return overview(at, typed, [{ at: where, sentence: faceOf(error).sentence }]);
    }
  };
  const back = ({ c, found }: At, tail = ''): Response => c.redirect(`/admin/calls/${found.call.id}/public-vote${tail}`, 303);

  app.get(path, as((at) => overview(at)));
  app.post(`${path}/prepare`, as(async (at) => {
    const typed = await textsOf(at.c);
    const read = readFields([{ id: 'opensAt', label: '投票の始まり', kind: 'moment', required: true }, { id: 'closesAt', label: '投票の締切', kind: 'moment', required: true }], typed);
    if (read.faults.length > 0) return overview(at, typed, read.faults.map((f) => ({ at: f.at, sentence: `${f.at === 'opensAt' ? '投票の始まり' : '投票の締切'}を、2027-02-01 09:00 のように入力してください` })));
    const moment = (id: string): number => { const [date = '', clock = ''] = String(read.values[id]).split('T'); return instantAt(date, clock); };
    return tried(at, typed, 'opensAt', async () => {
      await prepareVote(db, { call: at.found.call.id, opensAt: moment('opensAt'), closesAt: moment('closesAt'), seed: deps.links.newSecret(), by: at.me.session.person.id });
      return back(at);
    });
  }));

  app.post(`${path}/codes`, as(async (at) => {
    const typed = await textsOf(at.c);
    const wanted = Number((typed.count ?? '').normalize('NFKC').replaceAll(',', ''));
    if (!Number.isSafeInteger(wanted) || wanted < 1 || wanted > CODES_MOST) return overview(at, typed, [{ at: 'count', sentence: 'つくる数を、1から20,000までの数字で入力してください' }]);
    const call = at.found.call.id;
    const codes = Array.from({ length: wanted }, () => deps.links.newCode(VOTE_CODE_LENGTH));
    return tried(at, typed, 'count', async () => {
      await issueCodes(db, { call, hashes: codes.map((code) => voteCodeHash(deps, call, code)), by: at.me.session.person.id });
      const [url, closesAt] = [`${deps.config.PUBLIC_URL}/vote/${call}`, momentWords(at.found.vote?.closesAt ?? 0)];
      // The answer to the post itself: the codes are nowhere to be fetched from again.
      if (typed.as !== 'csv') return at.c.html(<CodeSheetPage name={`${nameOf(at.found).name} 住民の投票`} url={url} closesAt={closesAt} codes={codes} />);
      return at.c.body(csv([['投票番号', '投票のページ', '締切'], ...codes.map((code) => [grouped(code), url, closesAt])]), 200, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${call}-codes.csv"` });
    });
  }));

  app.post(`${path}/hand-in`, as(async (at) => {
    const typed = await textsOf(at.c);
    return tried(at, {}, 'code', async () => {
      const done = await handInCode(db, { call: at.found.call.id, hash: voteCodeHash(deps, at.found.call.id, typed.code ?? '') });
      return done === 'done' ? overview(at, {}, [], '引きかえを記録しました。紙の投票用紙を渡してください。') : overview(at, {}, [{ at: 'code', sentence: CODE_FAULTS[done] }]);
    });
  }));

  app.post(`${path}/confirm`, as(async (at) => {
    const typed = await textsOf(at.c);
    if (!at.mayConfirm) return at.c.html(faultPage(NOT_THERE), 404);
    const papers = (typed.papers ?? '').normalize('NFKC');
    const faults = [...(/^\d{1,6}$/.test(papers) ? [] : [{ at: 'papers', sentence: '数えた用紙の枚数を数字で入力してください' }]), ...(typed.note ? [] : [{ at: 'note', sentence: 'だれが、いつ、どの会議で確かめたかを入力してください' }])];
    if (faults.length > 0) return overview(at, typed, faults);
    return tried(at, typed, 'papers', async () => {
      for (const caseId of await confirmCount(db, { call: at.found.call.id, by: at.me.session.person.id, note: (typed.note ?? '').slice(0, 300), papers: Number(papers) })) void deps.ringer.ring('case', caseId);
      return back(at);
    });
  }));
  app.post(`${path}/publish`, as((at) => tried(at, {}, 'confirmed', async () => {
    await publishVote(db, { call: at.found.call.id, by: at.me.session.person.id });
    return back(at);
  })));

  const paperPage = async ({ c, me, found }: At, typed: { paper: string; choice: readonly string[] } = { paper: '', choice: [] }, faults: readonly FormFault[] = []) => {
    const { vote, call } = found;
    if (!vote || me.now < vote.closesAt) return c.html(faultPage({ status: 404, sentence: '紙の投票は、締切のあとに入力できます。' }), 404);
    const [papers, confirmed] = await Promise.all([papersOf(db, call.id), confirmedCount(db, call.id)]);
    const done = /^(\d{1,6})-(first|second|settled|dropped)$/.exec(c.req.query('done') ?? '');
    const notice = done ? `用紙 ${done[1]}：${{ first: '1人目の入力を受け取りました', second: '2人目の入力を受け取りました', settled: '確かめた内容にしました', dropped: '入力を取り消しました' }[done[2] ?? ''] ?? ''}` : undefined;
    return c.html(<VotePapersPage staff={me.staff} now={me.now} me={me.session.person.id} call={nameOf(found)} step={found.step} candidates={vote.candidates} papers={papers} fixed={confirmed !== null} typed={typed} faults={faults} notice={faults.length > 0 ? undefined : notice} />, faults.length > 0 ? 422 : 200);
  };
  /** One act on one paper: its number is read, and a refusal is said beside it. */
  const onPaper = (name: 'paper' | 'drop', act: (input: { call: string; paper: string; choice: readonly string[]; by: string }) => Promise<string>) => as(async (at) => {
    const body = await at.c.req.parseBody({ all: true });
    const choice = (Array.isArray(body.choice) ? body.choice : body.choice === undefined ? [] : [body.choice]).map(String).slice(0, 200);
    const typed = { paper: String(body[name] ?? '').trim(), choice };
    const number = typed.paper.normalize('NFKC');
    if (!/^\d{1,6}$/.test(number)) return paperPage(at, typed, [{ at: name, sentence: '用紙の番号を数字で入力してください' }]);
    try {
      const paper = number.padStart(4, '0');
      const done = await act({ call: at.found.call.id, paper, choice, by: at.me.session.person.id });
      return back(at, `/papers?done=${paper}-${done}`);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return paperPage(at, typed, [{ at: name, sentence: faceOf(error).sentence }]);
    }
  });
  app.get(`${path}/papers`, as((at) => paperPage(at)));
  app.post(`${path}/papers`, onPaper('paper', (input) => enterPaper(db, input)));
  app.post(`${path}/papers/drop`, onPaper('drop', async (input) => { await dropPaper(db, input); return 'dropped'; }));
  app.post(`${path}/papers/settle`, onPaper('paper', async (input) => { await settlePaper(db, input); return 'settled'; }));
  return app;
}
