// What all staff routes share: who is signed in, which posts they hold now, and names in words.
import type { Context } from 'hono';
import type { Deps } from '../deps.js';
import { businessNow } from '../../db/store/clock.js';
import type { Session } from '../../db/store/sign-in.js';
import type { Loaded } from '../../db/store/load.js';
import type { Actor, PostCode } from '../../workflows/domain/people.js';
import { allPosts } from '../../db/store/people.js';
import { type Served, servedBy } from '../../db/store/served-posts.js';
import { departmentNames } from '../../db/store/reference.js';
import { allNames, mailsOfCase } from '../../db/store/lists.js';
import { answersOf, eventsOf } from '../../db/store/cases.js';
import { documentsOf } from '../../db/store/documents.js';
import { linkedCases } from '../../db/store/follow-ups.js';
import { filesOfCase } from '../../db/store/files.js';
import { formAnswers } from '../../workflows/domain/cases.js';
import { holdsMoney, pagesOf } from '../../workflows/domain/programmes.js';
import { sums } from '../../workflows/domain/steps/claim.js';
import { registerOf } from '../../workflows/domain/steps/determination.js';
import { allowed, budgetOf } from '../../workflows/domain/steps/draft-decision.js';
import { text } from '../../workflows/domain/steps/step.js';
import { ENDING_WORDS } from '../../workflows/domain/words.js';
import { stageDef, stepDef } from '../../workflows/domain/programmes.js';
import { formRows, linkRows, roleRows } from '../pages/co-operation.js';
import { CaseDetails } from '../pages/desk-case-details.js';
import { faultPage, NOT_THERE } from '../pages/ended.js';
import { workingWords } from '../pages/components/parts.js';
import type { Staff } from '../pages/desk-frame.js';
import type { NowBox } from '../pages/admin-case.js';
import { mailWord } from '../pages/mail-words.js';
import { causeWords, documentWord, outcomeWord, stepName } from '../pages/case-words.js';
import { type Chapter, filtered, type StoryFilter, STORY_FILTERS, storyOf } from '../pages/timeline.js';
import { fieldLabel, type Names, valueLines } from '../pages/value-words.js';
import type { CaseEvent } from '../../workflows/domain/cases.js';

export type Signed = { readonly session: Session; readonly posts: readonly Served[]; readonly staff: Staff; readonly now: number };

/** The department whose posts audit: they read payments and what they rest on, and are no posts of the desk. */
export const AUDIT = 'audit';
/** The signed-in person with the posts served now; null when nobody is. */
export async function signed(c: Context, deps: Deps): Promise<Signed | null> {
  const session = await deps.session(c);
  if (!session) return null;
  const now = await businessNow(deps.db);
  const served = await servedBy(deps.db, session.person.id, now);
  const posts = served.filter((p) => p.department !== AUDIT);
  const staff: Staff = { name: session.person.name, posts: served.map((p) => `${p.departmentName} ${p.postName}${p.deputyFor ? '（代理）' : ''}`), administrator: session.person.administrator, panel: posts.some((p) => p.department === 'panel'), pays: posts.some((p) => p.post === 'finance.check' || p.post === 'finance.release'), ...(posts.length < served.length ? { audits: posts.length === 0 ? 'only' : 'also' } : {}) };
  return { session, posts, staff, now };
}

/** The actor somebody signed in is at a post: its holder, or the deputy of its holder. */
export const actorAt = (me: Signed, post: Served): Extract<Actor, { kind: 'post' }> => ({ kind: 'post', post: post.post, person: me.session.person.id, ...(post.deputyFor ? { deputyFor: post.deputyFor.id } : {}) });

/** Where somebody who is not signed in is sent, and comes back from. */
export const toSignIn = (c: Context): Response => c.redirect(`/signin?to=${encodeURIComponent(new URL(c.req.url).pathname + new URL(c.req.url).search)}`, 303);

export type StaffPage = (c: Context, me: Signed) => Promise<Response>;
/** Runs a page for an administrator; everybody else is sent to sign in or sees what is not there. */
export const forAdministrators = (deps: Deps) => (page: StaffPage) => async (c: Context): Promise<Response> => {
  const me = await signed(c, deps);
  if (!me) return toSignIn(c);
  return me.staff.administrator ? page(c, me) : c.html(faultPage(NOT_THERE), 404);
};

/** Names of posts, people and departments in words. */
export async function namesOf(deps: Deps): Promise<Names> {
  const [posts, people, departments] = await Promise.all([allPosts(deps.db), allNames(deps.db), departmentNames(deps.db)]);
  return {
    post: (code) => { const found = posts.find((p) => p.code === code); return found ? `${found.departmentName} ${found.name}` : code; },
    person: (id) => people.get(id) ?? '',
    department: (code) => departments.get(code)?.name ?? code,
  };
}

const HOLDERS: Readonly<Record<string, string>> = { party: '提案者', panel: '審査会', council: '市議会', bank: '銀行', nobody: '終了' };
export const holderWord = (holder: string, names: Names): string => HOLDERS[holder] ?? names.department(holder);

/** Where a case stands, for staff. */
export function boxOf({ programme, state, row }: Loaded, names: Names): NowBox {
  const step = state.steps.at(-1);
  const words = (step && !step.settledAt ? stepDef(programme, step.step).words : undefined) ?? stageDef(programme, state.stage.id).words;
  return {
    number: row.number, title: row.title, group: row.groupName, programme: `${programme.name.ja} 第${programme.version}版`, stage: words.staff, holder: holderWord(row.holder, names), since: step && !step.settledAt ? step.openedAt : state.stage.openedAt, dueAt: row.dueAt,
    ended: state.ending ? ENDING_WORDS[state.ending].staff : null, stuck: state.parked ? causeWords(state.parked.cause).what : null,
  };
}

export const storyFilter = (raw: string | undefined): StoryFilter => (raw && raw in STORY_FILTERS ? (raw as StoryFilter) : 'all');

/** The log of a case in plain words, newest first. */
export async function storyOfCase(deps: Deps, loaded: Loaded, names: Names, filter: StoryFilter, reader: readonly PostCode[] = []): Promise<readonly Chapter[]> {
  const [log, mails] = await Promise.all([eventsOf(deps.db, loaded.row.id), mailsOfCase(deps.db, loaded.row.id)]);
  const story = storyOf(log.map((e) => ({ event: shut(loaded, e.data as CaseEvent), at: e.doneAt })), mails.map((m) => ({ id: m.id, key: m.key, mail: mailWord(m.mail), to: m.facts.addressee, state: m.state, at: m.queuedAt })), { programme: loaded.programme, state: loaded.state, names, now: loaded.env.now, reader });
  return filtered(story, filter);
}

/** An event without what its people wrote, while the case is sealed. */
const shut = ({ state }: Loaded, event: CaseEvent): CaseEvent => (state.sealed && event.type === 'act.taken' && event.by.kind === 'party' && event.verb !== 'question' ? { ...event, values: {} } : event);

/** The sections of a case for staff. Personal answers are left out for those who have nothing to do with them. */
export async function detailsOf(deps: Deps, loaded: Loaded, names: Names, personal: boolean) {
  const { programme, state, row, env } = loaded;
  const [documents, files, versions, linked, departments] = await Promise.all([documentsOf(deps.db, row.id), state.sealed ? [] : filesOfCase(deps.db, row.id), state.sealed ? [] : answersOf(deps.db, row.id), linkedCases(deps.db, row.id), departmentNames(deps.db)]);
  const answers = formAnswers(state);
  const hidden = new Set(personal ? [] : pagesOf(programme, text(answers.track)).flatMap((p) => p.fields.filter((f) => f.personal).map((f) => f.id)));
  const lineText = (values: Record<string, unknown>, id: string) => valueLines(programme, state, { [id]: values[id] as never }, names)[0]?.text ?? '（空）';
  const working = allowed(programme, state);
  const money = sums(state);
  return (
    <CaseDetails
      now={env.now} linked={[...formRows(state), ...roleRows(state, departments), ...linkRows(linked)]}
      answers={pagesOf(programme, text(answers.track)).map((page) => ({ title: page.title, lines: page.fields.filter((f) => !hidden.has(f.id)).flatMap((f) => valueLines(programme, state, { [f.id]: answers[f.id] }, names)) })).filter((p) => p.lines.length > 0)}
      versions={versions.slice(1).map((v) => ({ version: v.version, at: v.at, changes: v.fields.filter((id) => !hidden.has(id)).map((id) => ({ label: fieldLabel(programme, state, id), before: lineText(versions[v.version - 2]?.values ?? {}, id), after: lineText(v.values, id) })) }))}
      steps={state.steps.map((r) => ({ name: stepName(stepDef(programme, r.step)), round: r.round, openedAt: r.openedAt, settledAt: r.settledAt, outcome: r.outcome ? outcomeWord(r.kind, r.outcome) : null }))}
      money={holdsMoney(programme) ? { askedYen: budgetOf(programme, state)?.askedYen ?? null, ...money, committedYen: state.committedYen, working: working ? [workingWords(working.steps)] : [] } : null}
      property={registerOf(programme, state)}
      documents={documents.map((d) => ({ id: d.id, name: documentWord(d.kind), madeAt: d.madeAt, bytes: d.bytes, sha256: d.sha256 }))}
      files={files}
      fileHref={(kind, id) => `/${kind === 'document' ? 'documents' : 'files'}/${id}`}
    />
  );
}
