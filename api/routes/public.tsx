// What anybody may read. Nothing here writes but the mail with a new link.
import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import { type CallWithProgramme, currentCalls } from '../../db/store/calls.js';
import { caseIdByNumber } from '../../db/store/cases.js';
import { businessNow } from '../../db/store/clock.js';
import { linkedCases } from '../../db/store/follow-ups.js';
import { keyForRole, nextGeneration } from '../../db/store/keys.js';
import { readCase, readForParty } from '../../db/store/load.js';
import { queueSingle } from '../../db/store/mails.js';
import { CITY } from '../../db/store/queue-mails.js';
import { departmentNames } from '../../db/store/reference.js';
import { publishedCases } from '../../db/store/published.js';
import { voteOfCall } from '../../db/store/votes.js';
import { formAnswers } from '../../workflows/domain/cases.js';
import { readFields } from '../../workflows/domain/fields.js';
import type { PartyRole } from '../../workflows/domain/people.js';
import { personOf } from '../../workflows/domain/programmes.js';
import { sums } from '../../workflows/domain/steps/claim.js';
import { text } from '../../workflows/domain/steps/step.js';
import { ENDING_WORDS, yenWords } from '../../workflows/domain/words.js';
import type { Language } from '../../workflows/domain/words.js';
import type { EndingId } from '../../workflows/domain/programmes.js';
import { formRows, linkRows, roleRows } from '../pages/co-operation.js';
import { faultPage } from '../pages/ended.js';
import { AccessibilityPage, type CallLine, FindPage, ProgrammePage, ProgrammesPage, TopPage } from '../pages/public.js';
import { StatusPage } from '../pages/status.js';
import { caseLogOf } from './case-log.js';
import { languageOf } from './language.js';

const NUMBER = /^\d{4}-[A-Z]{2}-\d{4,6}$/;
const line = ({ call, programme }: CallWithProgramme): CallLine => ({ programme, opensAt: call.opensAt, closesAt: call.closesAt, fiscalYear: call.fiscalYear });

export function publicRoutes(deps: Deps): Hono {
  const app = new Hono();
  app.get('/', async (c) => {
    const [calls, now, results] = await Promise.all([currentCalls(deps.db), businessNow(deps.db), publishedCases(deps.db)]);
    return c.html(<TopPage calls={calls.map(line)} now={now} results={results.map((r) => ({ ...r, word: r.ending ? ENDING_WORDS[r.ending as EndingId].public : '公表済' }))} />);
  });
  app.get('/programmes', async (c) => c.html(<ProgrammesPage calls={(await currentCalls(deps.db)).map(line)} now={await businessNow(deps.db)} />));
  app.get('/programmes/:id', async (c) => {
    const call = (await currentCalls(deps.db)).find((one) => one.programme.id === c.req.param('id'));
    const vote = call ? (await voteOfCall(deps.db, call.call.id))?.vote : null;
    return call ? c.html(<ProgrammePage call={{ ...line(call), ...(vote ? { vote: `/vote/${call.call.id}` } : {}) }} now={await businessNow(deps.db)} />) : c.html(faultPage({ status: 404, sentence: 'ページが見つかりません。' }), 404);
  });
  app.get('/accessibility', (c) => c.html(<AccessibilityPage />));
  app.get('/cases', (c) => {
    const number = (c.req.query('number') ?? '').normalize('NFKC').trim().toUpperCase();
    return NUMBER.test(number) ? c.redirect(`/cases/${number}`) : c.redirect('/find');
  });
  app.get('/cases/:number', async (c) => {
    const id = await caseIdByNumber(deps.db, c.req.param('number'));
    if (!id) return c.html(faultPage({ status: 404, sentence: 'この番号の案件は見つかりませんでした。' }), 404);
    const { programme, state, row, env } = await readCase(deps.db, id);
    const answers = formAnswers(state);
    const { decidedYen, finalYen } = sums(state);
    const [departments, linked] = await Promise.all([departmentNames(deps.db), linkedCases(deps.db, id)]);
    const about = state.publishedAt === null ? linkRows(linked) : [
      { term: '事業名', value: row.title }, ...(programme.meaning.group !== programme.meaning.contactName && row.groupName ? [{ term: '団体名', value: row.groupName }] : []), { term: '概要', value: text(answers[programme.meaning.summary]) },
      ...(decidedYen > 0 ? [{ term: '金額', value: yenWords(finalYen ?? decidedYen) }] : []),
      ...state.steps.filter((r) => r.kind === 'publication' && text(r.result?.summary)).map((r) => ({ term: '公表された概要', value: text(r.result?.summary) })),
      ...state.steps.filter((r) => r.kind === 'evaluation' && text(r.result?.text)).map((r) => ({ term: '共同のふりかえり', value: text(r.result?.text) })),
      ...formRows(state), ...roleRows(state, departments), ...linkRows(linked),
    ];
    return c.html(<StatusPage programme={programme} state={state} holder={row.holder} now={env.now} calendar={env.calendar} language={languageOf(c)} path={`/cases/${row.number}`} departments={departments} about={about} log={await caseLogOf(deps, id, `/cases/${row.number}/evidence`)} />);
  });

  app.get('/find', (c) => c.html(<FindPage typed={{}} faults={[]} sent={false} />));
  app.post('/find', async (c) => {
    const typed = await c.req.parseBody();
    const read = readFields([{ id: 'number', label: '案件番号', kind: 'text', required: true, max: 20 }, { id: 'email', label: '登録したメールアドレス', kind: 'email', required: true }], typed);
    if (read.faults.length > 0) return c.html(<FindPage typed={typed} faults={read.faults} sent={false} />, 422);
    const number = text(read.values.number).normalize('NFKC').toUpperCase();
    // Not waited for: how long the answer takes must not tell whether number and address belong together.
    void sendLink(number, text(read.values.email).toLowerCase()).catch((error: unknown) => deps.log.warn({ failure: error instanceof Error ? error.name : 'unknown' }, 'link not renewed'));
    return c.html(<FindPage typed={{}} faults={[]} sent />);
  });

  /** Mails the next generation of the reading key, when number and address belong together. */
  const sendLink = async (number: string, email: string): Promise<void> => {
    const id = await caseIdByNumber(deps.db, number);
    if (!id) return;
    const { programme, state, row, env } = await readForParty(deps.db, id);
    for (const role of ['contact', 'representative'] as const satisfies readonly PartyRole[]) {
      const person = personOf(programme, formAnswers(state), role);
      if (person.email.toLowerCase() !== email) continue;
      // Counted for the right pair alone: a stranger cannot use up what the rightful person may ask for.
      if (!(await deps.mayMail(email))) return;
      const key = await keyForRole(deps.db, id, role, env.now);
      const generation = await nextGeneration(deps.db, key.id);
      if (generation === null) continue;
      const mailId = await queueSingle(deps.db, {
        scope: id, key: `renewed:${key.id}:${generation}:${env.now}`, caseId: id, email: person.email, toKind: 'party', link: { kind: 'party', id: key.id, generation },
        facts: { mail: 'people/link-renewed', language: row.language as Language, addressee: `${person.name}さん`, toKind: 'party', city: CITY, office: programme.office, legalBasis: programme.legalBasis, queuedAt: env.now, case: { number: row.number, title: row.title, programme: programme.name.ja, group: row.groupName, members: '', summary: '', askedYen: null, lead: '' }, request: null, about: {} },
      });
      await deps.courier.now(mailId);
      return;
    }
  };
  return app;
}
