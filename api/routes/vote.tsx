// /vote/:call: where a resident votes with a code, and where the count and all ballots are read once they are published. Codes travel in the body only and are
// long enough (12 letters of 31) that guessing needs no limit; a limit would let one person lock the others out.
import { type Context, Hono } from 'hono';
import type { Deps } from '../deps.js';
import { businessNow } from '../../db/store/clock.js';
import { DomainError } from '../../db/store/errors.js';
import { CITY } from '../../db/store/queue-mails.js';
import { castBallot } from '../../db/store/vote-ballots.js';
import { confirmedCount } from '../../db/store/vote-counts.js';
import { codeState, voteOfCall, withdrawnOf } from '../../db/store/votes.js';
import { foldCode } from '../../activities/platform/tokens.js';
import { toPb } from '../../workflows/domain/ballots.js';
import { choiceFault, costsOf, openVote } from '../../workflows/domain/vote-count.js';
import { faceOf } from '../errors.js';
import type { FormFault } from '../pages/desk-form.js';
import { faultPage, NOT_THERE } from '../pages/ended.js';
import { BallotCheckPage, BallotListPage, BallotPage, QuietVotePage, ReceiptPage, ResultPage, type Typed, type VoteView } from '../pages/vote.js';
import { CODE_FAULTS, choiceSentence } from '../pages/vote-words.js';

/** Letters of a voting code and of a reference. */
export const VOTE_CODE_LENGTH = 12;
/** The keyed hash under which a voting code of a call is kept. */
export const voteCodeHash = (deps: Deps, call: string, typed: string): string => deps.links.hash(`vote|${call}`, foldCode(typed));

export function voteRoutes(deps: Deps): Hono {
  const app = new Hono();
  const { db } = deps;

  /** The prepared vote of the address; null when there is none. */
  const viewOf = async (c: Context): Promise<(VoteView & { readonly publishedAt: number | null }) | null> => {
    const found = await voteOfCall(db, c.req.param('call') ?? '');
    if (!found?.vote) return null;
    const [gone, now] = await Promise.all([withdrawnOf(db, found.vote), businessNow(db)]);
    const { opensAt, closesAt, candidates, lotCommitment, publishedAt } = found.vote;
    return { call: found.call.id, programme: found.programme, step: found.step, opensAt, closesAt, candidates, gone: candidates.filter((one) => gone.includes(one.caseId)).map((one) => one.id), lotCommitment, now, publishedAt };
  };
  const isOpen = (view: VoteView): boolean => view.now >= view.opensAt && view.now < view.closesAt;
  /** What the published count rests on; null before publication, for everybody alike. */
  const published = async (c: Context) => {
    const view = await viewOf(c);
    const counted = view && view.publishedAt !== null ? await confirmedCount(db, view.call) : null;
    return view && counted && view.publishedAt !== null ? { view, counted, publishedAt: view.publishedAt } : null;
  };

  app.get('/vote/:call', async (c) => {
    const view = await viewOf(c);
    if (!view) return c.html(faultPage(NOT_THERE), 404);
    if (isOpen(view)) return c.html(<BallotPage view={view} typed={{ code: '', choice: [], form: deps.links.newSecret() }} faults={[]} />);
    const found = await published(c);
    return c.html(found ? <ResultPage view={view} result={found.counted.result} sheet={found.counted.sheet} publishedAt={found.publishedAt} /> : <QuietVotePage view={view} />);
  });

  app.post('/vote/:call', async (c) => {
    const view = await viewOf(c);
    if (!view) return c.html(faultPage(NOT_THERE), 404);
    if (!isOpen(view)) return c.html(<QuietVotePage view={view} />, 410);
    const body = await c.req.parseBody({ all: true });
    const ticked = (Array.isArray(body.choice) ? body.choice : body.choice === undefined ? [] : [body.choice]).map(String);
    const secret = String(body.form ?? '');
    const typed: Typed = { code: String(body.code ?? '').slice(0, 40), choice: ticked, form: /^[\w-]{43}$/.test(secret) ? secret : deps.links.newSecret() };
    const again = (faults: readonly FormFault[]) => c.html(<BallotPage view={view} typed={typed} faults={faults} />, faults.length > 0 ? 422 : 200);
    if (body.do === 'change') return again([]);

    const hash = voteCodeHash(deps, view.call, typed.code);
    const void_ = choiceFault(view.step.rule, view.candidates, typed.choice);
    const costs = costsOf(view.candidates);
    const choiceFaults = void_ ? [{ at: 'choice', sentence: choiceSentence(view.step, typed.choice.length, typed.choice.reduce((all, id) => all + (costs[id] ?? 0), 0), void_) }] : [];
    if (body.do !== 'cast' || void_) {
      const code = typed.code.trim() === '' ? 'missing' : await codeState(db, view.call, hash);
      const codeFaults = code === 'free' ? [] : [{ at: 'code', sentence: code === 'missing' ? '投票番号を入力してください' : CODE_FAULTS[code] }];
      return codeFaults.length + choiceFaults.length > 0 ? again([...codeFaults, ...choiceFaults]) : c.html(<BallotCheckPage view={view} typed={typed} />);
    }
    const reference = deps.links.codeOf(`ballot|${view.call}`, typed.form, VOTE_CODE_LENGTH);
    try {
      const cast = await castBallot(db, { call: view.call, codeHash: hash, ref: reference, choice: typed.choice });
      // Shown at once and not behind a redirect: an address with the reference would be written into logs and the browser's history.
      return cast.ok ? c.html(<ReceiptPage view={view} reference={reference} choice={cast.kept} />) : again([{ at: 'code', sentence: CODE_FAULTS[cast.why] }]);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return again([{ at: 'choice', sentence: faceOf(error).sentence }]);
    }
  });

  app.get('/vote/:call/ballots', async (c) => {
    const found = await published(c);
    return found ? c.html(<BallotListPage view={found.view} ballots={found.counted.ballots} result={found.counted.result} />) : c.html(faultPage(NOT_THERE), 404);
  });

  app.get('/vote/:call/ballots.pb', async (c) => {
    const found = await published(c);
    if (!found) return c.html(faultPage(NOT_THERE), 404);
    const { view, counted } = found;
    const text = toPb(openVote(counted.input, counted.result, { name: `${view.programme.name.ja} ${counted.call.fiscalYear}年度 住民の投票`, city: CITY, call: view.call, from: view.opensAt, to: view.closesAt }));
    return c.body(text, 200, { 'content-type': 'text/plain; charset=utf-8', 'content-disposition': `attachment; filename="${view.call}.pb"` });
  });
  return app;
}
