// /mine: the group's own page of a case, by the key that was mailed. Reading needs the key; what binds the group needs a code to the mailbox on record.
import { type Context, Hono } from 'hono';
import { HOUR } from '../../workflows/domain/calendar.js';
import type { Deps } from '../deps.js';
import { allowTry } from '../../db/store/codes.js';
import { documentsOf } from '../../db/store/documents.js';
import { filesOfCase } from '../../db/store/files.js';
import { linkedCases } from '../../db/store/follow-ups.js';
import { confirmGeneration, partyKey, type PartyKey } from '../../db/store/keys.js';
import { type Loaded, readForParty, requestFrom } from '../../db/store/load.js';
import { listMails } from '../../db/store/mails.js';
import { departmentNames } from '../../db/store/reference.js';
import { requestById, requestsOfCase } from '../../db/store/requests.js';
import { freeActFields, weighChange, freeActs } from '../../workflows/domain/acts.js';
import { currentStep, formAnswers } from '../../workflows/domain/cases.js';
import { isDesk } from '../../workflows/domain/desk.js';
import { type Input, readFields } from '../../workflows/domain/fields.js';
import { DOCUMENT_KINDS, personOf } from '../../workflows/domain/programmes.js';
import { heldUntil } from '../../workflows/domain/steps/changed-account.js';
import { claimOf } from '../../workflows/domain/steps/claim.js';
import { registerOf } from '../../workflows/domain/steps/determination.js';
import { text } from '../../workflows/domain/steps/step.js';
import { standingSuspension } from '../../workflows/domain/suspension.js';
import { ASK_WORDS, DOCUMENT_WORDS, type Language } from '../../workflows/domain/words.js';
import { CodePage } from '../pages/answer.js';
import { momentWords, type Row } from '../pages/components/parts.js';
import { formRows, linkRows, roleRows } from '../pages/co-operation.js';
import { endedPage, faultPage } from '../pages/ended.js';
import { ACT_PAGES, type ActPageVerb, isActPage, MineActPage, ChangePreviewPage, MineDonePage } from '../pages/mine.js';
import { MAIL_WORDS } from '../pages/mail-words.js';
import { StatusPage } from '../pages/status.js';
import { statusWords } from '../pages/words.js';
import { answerRequest, bearsNonce, nonce, showRequest } from './answer-shared.js';
import { caseLogOf } from './case-log.js';
import { languageOf } from './language.js';

/** Until when the group's payment waits because the account changed. */
function heldRows({ state, env }: Loaded, language: Language): Row[] {
  const until = currentStep(state)?.kind === 'payment' && !state.hands.some((h) => h.kind === 'payment' && h.state !== 'done') ? heldUntil(claimOf(state)?.account, env.now) : null;
  return until === null ? [] : [{ term: statusWords[language].held, value: momentWords(until, language) }];
}

const KEY = /^(key_[0-9a-z]{26})\.([A-Za-z0-9_-]{43})$/;
const MAIL_STATES: Readonly<Record<string, string>> = { queued: '送信待ち', sending: '送信待ち', sent: '送信済', delivered: '届きました', bounced: '届きませんでした', failed: '届きませんでした', dropped: '不要になりました' };
/** What binds the group; a forwarded reading key alone must not do it. */
const NEEDS_CODE: readonly ActPageVerb[] = ['withdraw', 'contact'];

export type Opened = { readonly key: PartyKey; readonly generation: number; readonly path: string };

/** The key an address opens, in its present or its next generation; null for every one that opens nothing. */
export async function openKey(deps: Deps, typed: string): Promise<Opened | null> {
  const [, id = '', token = ''] = KEY.exec(typed) ?? [];
  const key = id ? await partyKey(deps.db, id) : null;
  if (!key) return null;
  for (const generation of [key.generation, key.nextGeneration]) if (generation !== null && deps.links.verify('party', id, generation, token)) return { key, generation, path: `/mine/${typed}` };
  return null;
}

export function mineRoutes(deps: Deps): Hono {
  const app = new Hono();
  /** A post with the next generation ends the old one: only then was the new link really used. */
  const used = async ({ key, generation }: Opened) => {
    if (generation === key.nextGeneration) await confirmGeneration(deps.db, key.id, generation);
  };

  app.get('/mine/:key', async (c) => {
    const opened = await openKey(deps, c.req.param('key'));
    if (!opened) return c.html(endedPage());
    const loaded = await readForParty(deps.db, opened.key.caseId);
    return c.html(await status(c, opened, loaded));
  });

  const status = async (c: Context, { key, path }: Opened, loaded: Loaded) => {
    const { programme, state, row, env } = loaded;
    const k = c.req.param('key') ?? '';
    const [rows, documents, mails, files, departments, linked] = await Promise.all([requestsOfCase(deps.db, row.id), documentsOf(deps.db, row.id), listMails(deps.db, { caseId: row.id }), filesOfCase(deps.db, row.id), departmentNames(deps.db), linkedCases(deps.db, row.id)]);
    const asked = rows.filter((r) => r.state === 'open' && r.toRole === key.role);
    const questions = state.requests.filter((r) => isDesk(r) && r.what === 'question');
    const own = mails.filter((m) => m.toKind === 'party' && m.toRole === key.role && m.mail !== 'people/code');
    const concluded = state.steps.find((r) => r.kind === 'agreement' && r.outcome === 'concluded');
    // The group reads letters that were sent to it; internal sheets stay inside.
    const told = documents.filter((d) => d.kind !== 'draft-sheet' && (d.kind === 'agreement' || state.steps.some((r) => r.kind === 'publication' && r.settledAt !== null && text(r.result?.document) === d.key)));
    return (
      <StatusPage
        programme={programme} state={state} holder={row.holder} now={env.now} calendar={env.calendar} language={languageOf(c)} path={path} departments={departments}
        about={[{ term: statusWords[languageOf(c)].title, value: row.title }, ...heldRows(loaded, languageOf(c)), ...formRows(state), ...roleRows(state, departments), ...linkRows(linked)]} log={await caseLogOf(deps, row.id, `${path}/evidence`)}
        own={{
          first: c.req.query('new') === '1' && env.now - row.submittedAt < HOUR, receivedAt: row.submittedAt, files: files.length, mailedTo: personOf(programme, formAnswers(state), 'contact').email.replace(/^(.).*@/, '$1***@'),
          requests: asked.map((r) => ({ heading: ASK_WORDS[requestFrom(r).what].heading, href: `${path}/requests/${r.id}`, dueAt: r.dueAt })),
          acts: freeActs(programme, state, 'party', env.now).filter(isActPage).map((verb) => ({ href: `${path}/${verb}`, label: statusWords[languageOf(c)][verb] })),
          documents: [...told.map((d) => ({ href: `/documents/${d.id}?k=${k}`, label: DOCUMENT_WORDS[DOCUMENT_KINDS.find((kind) => kind === d.kind) ?? 'decision-letter'] })), ...(concluded ? [{ href: `/cases/${row.number}/agreement?k=${k}`, label: '合意証明書' }] : [])],
          property: registerOf(programme, state),
          messages: questions.map((r) => ({ question: text(r.note?.text), answer: text(r.answer?.values.text), at: r.openedAt })),
          mails: own.map((m) => ({ subject: mailSubject(m.mail), at: m.queuedAt, state: MAIL_STATES[m.state] ?? '' })),
          publicHref: `/cases/${row.number}`,
        }}
      />
    );
  };

  app.on(['GET', 'POST'], '/mine/:key/requests/:id', async (c) => {
    const opened = await openKey(deps, c.req.param('key'));
    const row = opened ? await requestById(deps.db, c.req.param('id')) : null;
    if (!opened || !row || row.caseId !== opened.key.caseId || row.toRole !== opened.key.role) return c.html(endedPage());
    const k = c.req.param('key');
    const comer = { row, action: `${opened.path}/requests/${row.id}`, who: 'party' as const, via: 'link' as const, home: { href: opened.path, label: '案件のページ' }, filesHref: (id: string) => `/files/${id}?k=${k}`, documentHref: (id: string) => `/documents/${id}?k=${k}` };
    // Not «is it GET»: a scanner's HEAD comes here too, and would end the older link.
    if (c.req.method !== 'POST') return showRequest(c, deps, comer);
    await used(opened);
    return answerRequest(c, deps, comer);
  });

  app.get('/mine/:key/:verb', async (c) => {
    const opened = await openKey(deps, c.req.param('key'));
    const verb = c.req.param('verb');
    if (!opened || !isActPage(verb)) return c.html(endedPage());
    const loaded = await readForParty(deps.db, opened.key.caseId);
    if (!freeActs(loaded.programme, loaded.state, 'party', loaded.env.now).includes(verb)) return c.html(endedPage());
    // A change asked for because of a closure begins with the closure's reason; the group adds what changes.
    const closure = verb === 'change' ? standingSuspension(loaded.state) : null;
    return c.html(form(c, opened, loaded, verb, closure ? { what: `${text(closure.values.reason)}（市が期限を休止した理由です。変えたいことを書き足してください）` } : {}, []));
  });
  const form = (c: Context, opened: Opened, { programme, state, row }: Loaded, verb: ActPageVerb, typed: Input, faults: Parameters<typeof MineActPage>[0]['faults']) => (
    <MineActPage verb={verb} action={`${opened.path}/${verb}`} nonce={nonce(c)} number={row.number} title={row.title} help={programme.office} fields={freeActFields(programme, state, verb)} typed={typed} faults={faults} home={opened.path} />
  );
  app.post('/mine/:key/:verb', async (c) => {
    const opened = await openKey(deps, c.req.param('key'));
    const verb = c.req.param('verb');
    if (!opened || !isActPage(verb)) return c.html(endedPage());
    if (!(await allowTry(deps.db, `mine:${opened.key.id}`, 40, 60_000))) return c.html(faultPage({ status: 429, sentence: '何度も送られました。1分ほど待って、もう一度送ってください。' }), 429);
    const loaded = await readForParty(deps.db, opened.key.caseId);
    const typed = await c.req.parseBody({ all: true });
    if (!bearsNonce(c, typed.nonce)) return c.html(form(c, opened, loaded, verb, typed, []), 422);
    await used(opened);
    const { programme, row, state } = loaded;
    let code: string | null = null;
    if (NEEDS_CODE.includes(verb)) {
      const subject = `${opened.key.id}:${verb}`;
      const person = personOf(programme, formAnswers(state), opened.key.role);
      code = typeof typed.code === 'string' && typed.again !== 'yes' ? await deps.tryCode({ subject, purpose: 'act', email: person.email }, typed.code) : null;
      if (!code) {
        const dry = dryFaults(loaded, verb, typed);
        if (dry.length > 0) return c.html(form(c, opened, loaded, verb, typed, dry), 422);
        const wrong = typeof typed.code === 'string' && typed.again !== 'yes';
        if (!wrong && (await deps.sendCode({ subject, purpose: 'act', email: person.email, addressee: `${person.name}さん`, caseId: row.id, number: row.number, title: row.title, what: ACT_PAGES[verb].title, office: programme.office })) === 'too-many') return c.html(faultPage({ status: 429, sentence: '確認番号を何度も送りました。1時間ほど待ってください。' }), 429);
        const carried = Object.entries(typed).filter(([name]) => !['code', 'nonce', 'again'].includes(name)).map(([name, value]) => [name, String(value)] as const);
        return c.html(<CodePage action={`${opened.path}/${verb}`} nonce={nonce(c)} number={row.number} title={row.title} help={programme.office} sentTo={person.email.replace(/^(.).*@/, '$1***@')} what={ACT_PAGES[verb].title} carried={carried} wrong={wrong} rows={[]} />, wrong ? 422 : 200);
      }
    }
    if (verb === 'change' && typed.sure !== 'yes') {
      const read = readFields(freeActFields(programme, state, verb), typed);
      const said = read.faults.length === 0 ? weighChange(programme, state, read.values) : null;
      if (said === 'minor' || said === 'approval') return c.html(<ChangePreviewPage action={`${opened.path}/${verb}`} nonce={nonce(c)} number={row.number} title={row.title} help={programme.office} minor={said === 'minor'} home={opened.path} typed={Object.entries(typed).filter(([name]) => name !== 'nonce').map(([name, value]) => [name, String(value)] as const)} />);
    }
    const acted = await deps.act({ caseId: row.id, act: { kind: 'free', verb, input: typed }, by: { kind: 'party', role: opened.key.role }, via: 'link', ...(code ? { code } : {}) });
    if (acted.outcome === 'refused') return acted.why === 'faults' ? c.html(form(c, opened, loaded, verb, typed, acted.faults), 422) : c.html(endedPage());
    if (acted.settled) await deps.waitMoved(row.id);
    const gone = verb === 'contact' && typed.role === opened.key.role;
    const minor = acted.state.acts.at(-1)?.values.minor === true;
    const what = { withdraw: '取下げを受け付けました。関係する人に知らせます。', contact: '新しい人に案内を送りました。前の人のリンクはもう使えません。', question: '質問を受け付けました。返事のめやすは3開庁日です。', change: minor ? '軽い変更として受け付けました。承認は要りません。' : '変更の申請を受け付けました。市が確かめて知らせます。' }[verb];
    return c.html(<MineDonePage verb={verb} number={row.number} title={row.title} help={programme.office} home={gone ? null : opened.path} what={what} />);
  });

  /** Faults told before a code is mailed. */
  const dryFaults = ({ programme, state }: Loaded, verb: ActPageVerb, typed: Input) => {
    const read = readFields(freeActFields(programme, state, verb), typed);
    if (read.faults.length === 0 && verb === 'withdraw' && read.values.last4 !== state.number.slice(-4)) return [{ at: 'last4', code: 'number-differs' as const, facts: {} }];
    return read.faults;
  };
  return app;
}

const mailSubject = (mail: string): string => (MAIL_WORDS as Readonly<Record<string, string>>)[mail] ?? mail;
