// Answering a request, whichever way one came: by the mail's link, from one's own page of the case, or signed in at the desk.
import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { Deps } from '../deps.js';
import { isFresh } from '../deps.js';
import type { Session } from '../../db/store/sign-in.js';
import { allowTry } from '../../db/store/codes.js';
import { draftOfFollowUp } from '../../db/store/follow-up-gate.js';
import { filesOfCase, filesOfRequest } from '../../db/store/files.js';
import { documentByKey } from '../../db/store/documents.js';
import { type Loaded, readCase, requestFrom } from '../../db/store/load.js';
import { answersFor, holderOf, type Person } from '../../db/store/people.js';
import { allNames } from '../../db/store/lists.js';
import { departmentNames } from '../../db/store/reference.js';
import { requestById, type RequestRow } from '../../db/store/requests.js';
import { meetingsOf } from '../../db/store/meetings.js';
import { queueSingle } from '../../db/store/mails.js';
import { CITY } from '../../db/store/queue-mails.js';
import type { Acted, Via } from '../../db/store/acts.js';
import { type ActInput, choicesOf, judge } from '../../workflows/domain/acts.js';
import { formAnswers } from '../../workflows/domain/cases.js';
import { type Fault, type Input, readFields } from '../../workflows/domain/fields.js';
import { PER_CALL_ASK } from '../../workflows/domain/mail.js';
import type { Actor, PartyRole } from '../../workflows/domain/people.js';
import { caseFields, personOf } from '../../workflows/domain/programmes.js';
import { determinedBy } from '../../workflows/domain/steps/determination.js';
import { type Choice, list } from '../../workflows/domain/steps/step.js';
import { understandAccount } from '../../workflows/domain/bank/typed-account.js';
import { ASK_WORDS } from '../../workflows/domain/words.js';
import { AgreementSubject, DraftSubject } from '../pages/agreement.js';
import { FollowUpSubject } from '../pages/co-operation.js';
import { AnswerPage, CodePage, ReceiptPage } from '../pages/answer.js';
import { digestRows, meetingRows, orderRows, WholeCase } from '../pages/case-digest.js';
import { KeptFiles } from '../pages/components/fields.js';
import { momentWords, type Row, ValueView } from '../pages/components/parts.js';
import { endedPage, faultPage } from '../pages/ended.js';
import { ReportConfirmPage } from '../pages/report.js';
import { accountInput } from './account-input.js';
import { keepCookie, readCookie } from './cookies.js';
import { asTyped, changesForm, type FileFault, formChanged, inputOf, several, startOf, takeAnswerFiles, withFiles } from './answer-input.js';
import { lifeOf } from './link-life.js';
import { atDoor, callPageOf } from './panel-door.js';

/** Who came, by which way, and where this page lives. */
export type Comer = {
  readonly row: RequestRow;
  readonly action: string;
  readonly who: 'post' | 'party' | 'session';
  readonly via: Via;
  /** Signed in: the person and when; else the link alone. */
  readonly session?: Session;
  /** The absent holder in whose place the signed-in person answers. */
  readonly deputyFor?: Person;
  /** Shown where the reader's own page of the case is known. */
  readonly home?: { readonly href: string; readonly label: string };
  /** How a file of the case may be read from here. */
  readonly filesHref: (id: string) => string;
  readonly documentHref: (id: string) => string;
};

/** The cookie that binds a post to a page this browser was shown. */

/** GET: shows what is asked, or the receipt of what was answered. Writes nothing. */
export async function showRequest(c: Context, deps: Deps, came: Comer): Promise<Response> {
  const loaded = await readCase(deps.db, came.row.caseId);
  const kept = await atDoor(c, deps, came.row, loaded, came.session?.person.id);
  if (kept) return kept;
  const comer = await homed(deps, came, loaded);
  const state = await lifeOf(deps, comer.row, loaded, comer.via === 'session');
  if (state === 'ended') return c.html(endedPage());
  if (state === 'receipt') return c.html(await receipt(deps, comer, loaded));
  return c.html(await page(c, deps, comer, loaded, {}, []));
}

/** POST: acts, asks for the code, or shows the faults with all that was typed. */
export async function answerRequest(c: Context, deps: Deps, first: Comer): Promise<Response> {
  const loaded = await readCase(deps.db, first.row.caseId);
  // Read again, after the case: whoever was overtaken in between is told of the answer, not that they chose none.
  const came: Comer = { ...first, row: (await requestById(deps.db, first.row.id)) ?? first.row };
  if (came.row.generation !== first.row.generation && came.via === 'link') return c.html(endedPage());
  const kept = await atDoor(c, deps, came.row, loaded, came.session?.person.id);
  if (kept) return kept;
  const comer = await homed(deps, came, loaded);
  const body = await c.req.parseBody({ all: true });
  const typed: Record<string, unknown> = Object.fromEntries(Object.entries(body).filter(([, value]) => !hasFile(value)));
  const state = await lifeOf(deps, comer.row, loaded, comer.via === 'session');
  if (state === 'ended') return c.html(endedPage());
  const request = requestFrom(comer.row);
  const choices = choicesOf(loaded.programme, loaded.state, request, loaded.env);
  const choice = choices.find((one) => one.id === typed.choice);
  if (state === 'receipt') {
    // The same answer again is the same receipt; another one is told that the first counts.
    if (comer.row.choice === typed.choice) return c.html(await receipt(deps, comer, loaded));
    return c.html(faultPage({ status: 409, sentence: `${comer.row.endedAt ? momentWords(comer.row.endedAt) : ''} に、この依頼にはもう回答がありました。`, typed: words(typed) }), 409);
  }
  if (!bearsNonce(c, typed.nonce)) return c.html(await page(c, deps, comer, loaded, typed, []), 422);
  if (changesForm(typed)) return c.html(await changed(c, deps, comer, loaded, choices, typed, body));
  const faults: Fault[] = [];
  if (!choice) faults.push({ at: 'choice', code: 'not-chosen', facts: { label: '回答' } });
  if (comer.who === 'post' && typed.who === 'other') await reportNotMe(deps, comer, loaded);
  if (comer.who === 'post' && typed.who === 'other') return c.html(faultPage({ status: 200, title: 'お知らせありがとうございます', sentence: `回答は記録していません。事務局に知らせました。${loaded.programme.office.name}（${loaded.programme.office.tel}）から、正しい宛先に送り直します。` }));
  if (!choice || faults.length > 0) return c.html(await page(c, deps, comer, loaded, typed, faults), 422);
  const fileFaults = await takeAnswerFiles(deps, comer.row, choice, body);
  if (fileFaults.length > 0) return c.html(await page(c, deps, comer, loaded, typed, [], fileFaults), 422);
  const input = await withFiles(deps.db, comer.row.id, choice.fields, inputOf(choice, typed), startOf(loaded, comer.row));
  const look = await lastLook(c, deps, comer, loaded, choice, typed, input);
  if (look) return look;
  const by = await actor(deps, comer, loaded);
  if (!by) return c.html(endedPage());
  if (comer.row.tier === 'T3' && (comer.via !== 'session' || !comer.session || !isFresh(comer.session))) return c.redirect(signInHref(comer), 303);
  const account = accountInput(deps, choice, input);
  const act: ActInput = { kind: 'answer', request: comer.row.key, choice: choice.id, input: account.input };
  // What is wrong is said before a code is sent for it.
  const wrong = [...account.faults, ...faultsOf(loaded, act, by).filter((fault) => !account.settles(fault.at))];
  if (wrong.length > 0) return c.html(await page(c, deps, comer, loaded, typed, wrong), 422);
  let code: string | null = null;
  if (comer.row.tier === 'T2' && comer.via !== 'session') {
    const proof = await proveMailbox(c, deps, comer, loaded, typed, choice.label, account.shown);
    if (proof instanceof Response) return proof;
    code = proof;
  }
  const acted = await deps.act({ caseId: comer.row.caseId, act, by, via: comer.via, ...(code ? { code } : {}) });
  if (acted.outcome === 'refused') return refused(c, deps, comer, loaded, typed, acted);
  await confirm(deps, comer, loaded, choice.label, acted);
  if (acted.settled) await deps.waitMoved(comer.row.caseId);
  return c.redirect(comer.action, 303);
}

/** What is wrong with an answer, without taking it. Rules that break say nothing here: the act itself is then kept unjudged (law 9). */
function faultsOf({ programme, state, env }: Loaded, act: ActInput, by: Actor): readonly Fault[] {
  try {
    const judged = judge(programme, state, env, act, by);
    return judged.ok ? [] : judged.faults;
  } catch {
    return [];
  }
}

/** A sheet of a whole call leads back to the page of that call. */
async function homed(deps: Deps, comer: Comer, loaded: Loaded): Promise<Comer> {
  const home = await callPageOf(deps, comer.row, loaded, comer.session?.person.id);
  return home ? { ...comer, home } : comer;
}

/** A press that changes only the form. What was typed and uploaded with it stays; nothing is answered. */
async function changed(c: Context, deps: Deps, comer: Comer, loaded: Loaded, choices: readonly Choice[], typed: Input, body: Readonly<Record<string, unknown>>) {
  const faults: FileFault[] = [];
  for (const choice of choices) faults.push(...(await takeAnswerFiles(deps, comer.row, choice, body)));
  const choice = choices.find((one) => one.id === typed.choice);
  return page(c, deps, comer, loaded, await formChanged(deps, comer.row, choices, typed, loaded.env.now), choice && typed.do === 'find' ? accountInput(deps, choice, inputOf(choice, typed)).faults : [], faults);
}

/** A report with receipts is shown once more against the plan before it is sent (job C-9); null when that was seen, or there is nothing to see. */
async function lastLook(c: Context, deps: Deps, comer: Comer, loaded: Loaded, choice: Choice, typed: Input, input: Input): Promise<Response | null> {
  const field = choice.fields.find((one) => one.kind === 'receipts');
  if (!field || typed.sure === 'yes') return null;
  const { programme, state, row } = loaded;
  const read = readFields(choice.fields, input, programme.money ?? undefined);
  if (read.faults.length > 0) return c.html(await page(c, deps, comer, loaded, typed, read.faults), 422);
  return c.html(<ReportConfirmPage action={comer.action} nonce={nonce(c)} number={row.number} title={row.title} help={programme.office} label={choice.label} field={field} report={read.values} most={determinedBy(programme, state, read.values)} carried={carriedOf(typed, ['nonce', 'sure', 'do'])} />);
}

/** Typed values to carry along as hidden fields. */
const carriedOf = (typed: Input, but: readonly string[]) => Object.entries(typed).filter(([name]) => !but.includes(name)).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((v) => [name, String(v)] as const));

const hasFile = (value: unknown): boolean => value instanceof File || (Array.isArray(value) && value.some((v) => v instanceof File));
const words = (typed: Input): string => Object.entries(typed).filter(([name, value]) => name.includes('.') && String(value).trim() !== '').map(([, value]) => String(value)).join('\n');
const signInHref = (comer: Comer): string => `/signin?to=${encodeURIComponent(`/desk/requests/${comer.row.id}`)}&fresh=1`;

/** The actor an answer counts for: who may answer for the post now, or the group's person. */
async function actor(deps: Deps, comer: Comer, loaded: Loaded): Promise<Actor | null> {
  if (comer.row.toRole) return { kind: 'party', role: comer.row.toRole as PartyRole };
  const post = comer.row.toPost ?? '';
  if (comer.session) return { kind: 'post', post, person: comer.session.person.id, ...(comer.deputyFor ? { deputyFor: comer.deputyFor.id } : {}) };
  const holder = await answersFor(deps.db, { post, office: loaded.programme.office.post, openedAt: comer.row.openedAt }, loaded.env.now);
  return holder?.person ? { kind: 'post', post, person: holder.person.id } : null;
}

async function addresseeOf(deps: Deps, comer: Comer, loaded: Loaded): Promise<{ post: string; person: string | null; email: string }> {
  if (comer.row.toRole) {
    const person = personOf(loaded.programme, formAnswers(loaded.state), comer.row.toRole as PartyRole);
    return { post: comer.row.toRole === 'representative' ? '代表者' : '連絡先', person: person.name, email: person.email };
  }
  const holder = await answersFor(deps.db, { post: comer.row.toPost ?? '', office: loaded.programme.office.post, openedAt: comer.row.openedAt }, loaded.env.now);
  return { post: `${holder?.departmentName ?? ''} ${holder?.postName ?? ''}`, person: holder?.person?.name ?? null, email: holder?.person?.email ?? '' };
}

const masked = (email: string): string => email.replace(/^(.).*@/, '$1***@');

/** T2: a code to the mailbox on record. Returns the page that asks for it, or the id of the code when the typed one was right. */
async function proveMailbox(c: Context, deps: Deps, comer: Comer, loaded: Loaded, typed: Input, what: string, rows: readonly Row[]): Promise<Response | string> {
  const subject = `${comer.row.id}:${comer.row.generation}`;
  const to = await addresseeOf(deps, comer, loaded);
  const right = typeof typed.code === 'string' && typed.again !== 'yes' ? await deps.tryCode({ subject, purpose: 'answer', email: to.email }, typed.code) : null;
  if (right) return right;
  const wrong = typeof typed.code === 'string' && typed.again !== 'yes';
  if (!wrong) {
    const sent = await deps.sendCode({ subject, purpose: 'answer', email: to.email, addressee: `${to.person ?? to.post}さん`, caseId: comer.row.caseId, number: loaded.row.number, title: loaded.row.title, what, office: loaded.programme.office });
    if (sent === 'too-many') return c.html(faultPage({ status: 429, sentence: '確認番号を何度も送りました。1時間ほど待って、もう一度お試しください。', typed: words(typed) }), 429);
  }
  const carried = carriedOf(typed, ['code', 'nonce', 'again']);
  return c.html(<CodePage action={comer.action} nonce={nonce(c)} number={loaded.row.number} title={loaded.row.title} help={loaded.programme.office} sentTo={masked(to.email)} what={what} carried={carried} wrong={wrong} rows={rows} />, wrong ? 422 : 200);
}

/** The nonce of this browser: kept, or made when there is none. It binds a post to a page that was shown. */
export function nonce(c: Context): string {
  const there = readCookie(c, 'kyoso_nonce');
  if (there) return there;
  const made = randomBytes(16).toString('base64url');
  keepCookie(c, 'kyoso_nonce', made, { sameSite: 'Strict' });
  return made;
}

/** Whether a post comes from the browser that was shown its page. */
export function bearsNonce(c: Context, given: unknown): boolean {
  const there = readCookie(c, 'kyoso_nonce');
  return there !== undefined && there === given;
}

async function page(c: Context, deps: Deps, comer: Comer, loaded: Loaded, posted: Input, faults: readonly Fault[], fileFaults: readonly FileFault[] = []) {
  const { programme, state, row } = loaded;
  const request = requestFrom(comer.row);
  const names = await departmentNames(deps.db);
  const to = await addresseeOf(deps, comer, loaded);
  const files = await filesOfCase(deps.db, row.id);
  const answers = formAnswers(state);
  const fresh = comer.session && isFresh(comer.session);
  const document = request.document ? await documentByKey(deps.db, row.id, request.document) : null;
  const choices = choicesOf(programme, state, request, loaded.env);
  const earlier = startOf(loaded, comer.row);
  // Files stand in their rows before and after a post, so that no page shows one without the other.
  const filled = async (choice: Choice, input: Input) => Object.entries(await withFiles(deps.db, comer.row.id, choice.fields, input, earlier));
  const wasPosted = (choice: Choice) => Object.keys(posted).some((name) => name.startsWith(`${choice.id}.`));
  const typed: Record<string, unknown> = { ...posted };
  let start: Input = asTyped(earlier);
  for (const choice of choices.filter((one) => one.fields.some((f) => f.kind === 'receipts'))) {
    if (wasPosted(choice)) for (const [name, value] of await filled(choice, inputOf(choice, posted))) typed[`${choice.id}.${name}`] = value;
    else start = Object.fromEntries(await filled(choice, start));
  }
  const before: Record<string, Child> = request.what === 'correction' ? Object.fromEntries(caseFields(programme, answers).map((field) => [field.id, <div class="hint">いまの内容：<ValueView field={field} value={answers[field.id]} rule={programme.money} files={files} /></div>])) : {};
  for (const choice of choices) for (const field of choice.fields) if (field.kind === 'files') before[field.id] = <KeptFiles name={`${choice.id}.${field.id}.keep`} files={files.filter((file) => list(earlier[field.id]).includes(file.id))} chosen={posted.choice === undefined ? null : several(posted[`${choice.id}.${field.id}.keep`])} />;
  const subject = request.what === 'agreement' && document ? <AgreementSubject document={document} href={comer.documentHref(document.id)} requests={state.requests.filter((r) => r.step === request.step && r.round === request.round && r.what === 'agreement' && r.document === request.document)} /> : document ? <DraftSubject document={document} href={comer.documentHref(document.id)} /> : request.what === 'follow-up' ? <FollowUpSubject href={await draftHref(deps, row.id)} /> : undefined;
  return (
    <AnswerPage
      action={comer.action} nonce={nonce(c)} number={row.number} title={row.title} help={programme.office} request={request} addressee={to} now={loaded.env.now} calendar={loaded.env.calendar}
      digest={[...digestRows(programme, state, request, names), ...meetingRows(['screening', 'draft-decision', 'order'].includes(request.what) ? await meetingsOf(deps.db, row) : []), ...orderRows(request.what === 'order' ? (loaded.env.alikeOrders ?? []) : [])]} choices={choices} typed={typed} faults={faults} fileFaults={fileFaults} rule={programme.money} files={await filesOfRequest(deps.db, comer.row.id)} known={files} fileHref={comer.filesHref} before={before} start={start} account={(own) => understandAccount(deps.banks(), own)} subject={subject}
      signIn={request.tier === 'T3' && !(comer.via === 'session' && fresh) ? signInHref(comer) : undefined} who={comer.who} back={comer.home}
      whole={<WholeCase programme={programme} state={state} files={files} personal={comer.who === 'party' || request.what === 'screening' || request.what === 'approval'} filesHref={comer.filesHref} />}
    />
  );
}

/** Where the draft that goes on with a case is completed; null when it is gone. */
async function draftHref(deps: Deps, caseId: string): Promise<string | null> {
  const draft = await draftOfFollowUp(deps.db, caseId);
  return draft ? `/draft/${draft.id}.${deps.links.token('draft', draft.id, draft.generation)}` : null;
}

async function refused(c: Context, deps: Deps, comer: Comer, loaded: Loaded, typed: Input, acted: Acted): Promise<Response> {
  if (acted.why === 'faults') return c.html(await page(c, deps, comer, await readCase(deps.db, comer.row.caseId), typed, acted.faults), 422);
  if (acted.why === 'two-people') return c.html(faultPage({ status: 403, title: 'ほかの人が回答してください', sentence: 'この決裁は、前の手続をした人とは別の人が行う決まりです。ほかの人が回答してください。', typed: words(typed) }), 403);
  if (acted.why === 'own-case') return c.html(faultPage({ status: 403, title: 'ほかの人が回答してください', sentence: 'あなたは、この案件の団体の連絡先か代表者です。自分の案件には回答できません。ほかの人が回答してください。', typed: words(typed) }), 403);
  if (acted.why === 'answered') return c.html(faultPage({ status: 409, sentence: 'ほかの人が先に回答しました。あなたの回答は送られていません。', typed: words(typed) }), 409);
  if (acted.why === 'not-yours') return c.html(faultPage({ status: 404, sentence: 'このページは表示できません。' }), 404);
  return c.html(endedPage());
}

async function receipt(deps: Deps, comer: Comer, loaded: Loaded) {
  const row = (await requestById(deps.db, comer.row.id)) ?? comer.row;
  const request = requestFrom(row);
  const to = await addresseeOf(deps, comer, loaded);
  const labels = choiceLabels(loaded, request);
  const rows: Row[] = [
    { term: '案件', value: `${loaded.row.number}　${loaded.row.title}` },
    { term: 'お願い', value: ASK_WORDS[request.what].act },
    { term: '回答', value: request.answer ? (labels.get(request.answer.choice) ?? '回答済') : '受け付けました（確認のあと反映します）' },
    { term: '宛先', value: to.post },
    ...(request.answer?.by.kind === 'post' && request.answer.by.deputyFor ? [{ term: '回答した人', value: await deputyWords(deps, request.answer.by.person, request.answer.by.deputyFor) }] : []),
    ...(request.answer ? [{ term: '日時', value: momentWords(request.answer.at) }] : []),
  ];
  const holder = loaded.state.ending ? '手続は終わりました。' : `次は「${loaded.programme.stages.find((s) => s.id === loaded.state.stage.id)?.words.public ?? ''}」です。関係する人にメールで知らせます。`;
  return <ReceiptPage number={loaded.row.number} title={loaded.row.title} help={loaded.programme.office} rows={rows} follows={holder} link={comer.home} unjudged={!request.answer} />;
}

/** Both names of an answer by a deputy (代決). */
const deputyWords = async (deps: Deps, deputy: string, holder: string): Promise<string> => { const names = await allNames(deps.db); return `${names.get(holder) ?? ''}さん（代決 ${names.get(deputy) ?? ''}さん）`; };

/** Labels of all choices the request had when it was open: the rules no longer offer them, the words stay the same. */
function choiceLabels(loaded: Loaded, request: ReturnType<typeof requestFrom>): Map<string, string> {
  const open = { ...request, state: 'open' as const };
  const run = loaded.state.steps.find((r) => r.step === request.step && r.round === request.round);
  try {
    const state = run ? { ...loaded.state, steps: loaded.state.steps.map((r) => (r === run ? { ...r, settledAt: null } : r)) } : loaded.state;
    return new Map(choicesOf(loaded.programme, state, open, loaded.env).map((choice) => [choice.id, choice.label]));
  } catch {
    return new Map();
  }
}

/** Tells the programme office, once a day for each request, that an ask reached somebody it was not meant for. */
async function reportNotMe(deps: Deps, comer: Comer, loaded: Loaded): Promise<void> {
  const { programme, row, env } = loaded;
  if (!(await allowTry(deps.db, `not-me:${comer.row.id}`, 1, 86_400_000))) return;
  const office = await holderOf(deps.db, programme.office.post, env.now);
  if (!office?.person) return;
  const to = await addresseeOf(deps, comer, loaded);
  await queueSingle(deps.db, {
    scope: row.id, key: `not-me:${comer.row.key}:${env.now}`, caseId: row.id, email: office.person.email, toKind: 'post', link: { kind: 'desk', number: row.number },
    facts: { mail: 'people/not-me-reported', language: 'ja', addressee: `${office.departmentName} ${office.postName} ${office.person.name}さん`, toKind: 'post', city: CITY, office: programme.office, legalBasis: programme.legalBasis, queuedAt: env.now, case: { number: row.number, title: row.title, programme: programme.name.ja, group: row.groupName, members: '', summary: '', askedYen: null, lead: '' }, request: null, about: { what: ASK_WORDS[requestFrom(comer.row).what].act, post: to.post, at: env.now } },
  });
  void deps.ringer.ringMail();
}

/** Tells the addressee that an answer was taken, with a way to say that it was not theirs. */
async function confirm(deps: Deps, comer: Comer, loaded: Loaded, label: string, acted: Acted): Promise<void> {
  const to = await addresseeOf(deps, comer, loaded);
  // The sheets of a whole call are asked for in one mail, and not answered in many: their page says what was handed in.
  if (to.email === '' || acted.outcome !== 'accepted' || comer.row.mail === PER_CALL_ASK) return;
  const { programme, row } = loaded;
  await queueSingle(deps.db, {
    scope: row.id, key: `answered:${comer.row.key}`, caseId: row.id, email: to.email, toKind: comer.row.toPost ? 'post' : 'party', link: comer.row.toPost ? { kind: 'desk', number: row.number } : null,
    facts: { mail: 'cases/answer-recorded', language: 'ja', addressee: `${to.post} ${to.person ?? ''}さん`, toKind: comer.row.toPost ? 'post' : 'party', city: CITY, office: programme.office, legalBasis: programme.legalBasis, queuedAt: acted.at, case: { number: row.number, title: row.title, programme: programme.name.ja, group: row.groupName, members: '', summary: '', askedYen: null, lead: '' }, request: null, about: { what: ASK_WORDS[requestFrom(comer.row).what].act, choice: label, at: acted.at } },
  });
  void deps.ringer.ringMail();
}
