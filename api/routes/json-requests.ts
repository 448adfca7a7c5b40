// JSON: what is asked with a link from a mail, and its answer. Reading decides nothing; T2 needs a code, T3 a person who signed in on the page.
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Deps } from '../deps.js';
import { allowTry } from '../../db/store/codes.js';
import { type Loaded, readCase, requestFrom } from '../../db/store/load.js';
import { queueSingle } from '../../db/store/mails.js';
import { answersFor } from '../../db/store/people.js';
import { CITY } from '../../db/store/queue-mails.js';
import type { RequestRow } from '../../db/store/requests.js';
import { choicesOf } from '../../workflows/domain/acts.js';
import { formAnswers } from '../../workflows/domain/cases.js';
import { PER_CALL_ASK } from '../../workflows/domain/mail.js';
import type { Actor, PartyRole } from '../../workflows/domain/people.js';
import { personOf } from '../../workflows/domain/programmes.js';
import { ASK_WORDS, SILENCE_WORDS, TIER_WORDS } from '../../workflows/domain/words.js';
import { answerRequest, readRequest, sendRequestCode } from '../schemas/requests.js';
import { accountInput } from './account-input.js';
import { requestOfKey } from './answer.js';
import { startOf, withFiles } from './answer-input.js';
import { CODE_MINUTES } from './json-cases.js';
import { notThere, Problem } from './json-problem.js';
import { lifeOf } from './link-life.js';
import { doorOf } from './panel-door.js';
import { choiceShape, iso } from './json-shapes.js';

type Opened = { readonly row: RequestRow; readonly loaded: Loaded; readonly to: { readonly words: string; readonly name: string; readonly email: string; readonly by: Actor | null } };

export function requestRoutes(api: OpenAPIHono, deps: Deps): void {
  api.openapi(readRequest, async (c) => {
    const { row, loaded, to } = await opened(c.req.valid('param').key);
    const request = requestFrom(row);
    const life = await lifeOf(deps, row, loaded);
    if (life === 'ended') throw notThere();
    const open = life === 'ask';
    return c.json({
      case: { number: loaded.row.number, title: loaded.row.title, programme: loaded.programme.name.ja }, what: ASK_WORDS[request.what].heading, to: to.words, tier: request.tier, needs: TIER_WORDS[request.tier],
      dueAt: iso(request.dueAt), closesAt: iso(request.closesAt), silence: SILENCE_WORDS[request.silence].ja, state: open ? ('open' as const) : ('answered' as const), choices: open ? choicesOf(loaded.programme, loaded.state, request, loaded.env).map(choiceShape) : [],
    }, 200);
  });

  api.openapi(sendRequestCode, async (c) => {
    const { row, loaded, to } = await opened(c.req.valid('param').key);
    const life = await lifeOf(deps, row, loaded);
    if (life === 'ended') throw notThere();
    if (life === 'receipt' || row.tier !== 'T2') throw new Problem(409, 'ended');
    const sent = await deps.sendCode({ subject: `${row.id}:${row.generation}`, purpose: 'answer', email: to.email, addressee: `${to.name}さん`, caseId: row.caseId, number: loaded.row.number, title: loaded.row.title, what: ASK_WORDS[requestFrom(row).what].act, office: loaded.programme.office });
    if (sent === 'too-many') throw new Problem(429, 'too-many');
    return c.json({ sent: true as const, validMinutes: CODE_MINUTES }, 202);
  });

  api.openapi(answerRequest, async (c) => {
    const { key } = c.req.valid('param');
    const { choice: id, values, code } = c.req.valid('json');
    const { row, loaded, to } = await opened(key);
    if (!(await allowTry(deps.db, `answer:${row.id}`, 30, 60_000))) throw new Problem(429, 'too-many');
    const request = requestFrom(row);
    const label = choicesOf(loaded.programme, loaded.state, request, loaded.env).find((one) => one.id === id);
    const life = await lifeOf(deps, row, loaded);
    if (life === 'ended') throw notThere();
    // The same answer again is the same receipt.
    if (row.state === 'answered') {
      if (row.choice !== id) throw new Problem(409, 'answered');
      return c.json({ number: loaded.row.number, choice: id, label: label?.label ?? id, at: iso(row.endedAt ?? 0), reflected: true }, 201);
    }
    if (life === 'receipt') throw new Problem(409, 'answered');
    if (!to.by) throw notThere();
    if (!label) throw new Problem(422, 'faults', [{ at: 'choice', code: 'not-chosen', facts: { label: '回答' } }]);
    if (row.tier === 'T3') throw new Problem(403, 'sign-in-needed');
    const account = accountInput(deps, label, values);
    if (account.faults.length > 0) throw new Problem(422, 'faults', account.faults);
    const right = row.tier === 'T2' && code !== undefined ? await deps.tryCode({ subject: `${row.id}:${row.generation}`, purpose: 'answer', email: to.email }, code) : null;
    if (row.tier === 'T2' && !right) throw new Problem(403, 'code-needed');
    const input = await withFiles(deps.db, row.id, label.fields, account.input, startOf(loaded, row));
    const acted = await deps.act({ caseId: row.caseId, act: { kind: 'answer', request: row.key, choice: id, input }, by: to.by, via: 'api', ...(right ? { code: right } : {}) });
    if (acted.outcome === 'refused') {
      if (acted.why === 'faults') throw new Problem(422, 'faults', acted.faults);
      if (acted.why === 'two-people') throw new Problem(403, 'two-people');
      throw acted.why === 'answered' ? new Problem(409, 'answered') : notThere();
    }
    if (acted.outcome === 'accepted') await tell(loaded, row, to, label.label, acted.at);
    return c.json({ number: loaded.row.number, choice: id, label: label.label, at: iso(acted.at), reflected: acted.outcome === 'accepted' }, 201);
  });

  async function opened(key: string): Promise<Opened> {
    const row = await requestOfKey(deps, key);
    if (!row) throw notThere();
    const loaded = await readCase(deps.db, row.caseId);
    if ((await doorOf(deps, row, loaded.env.now)) !== 'open') throw notThere();
    if (row.toRole) {
      const role = row.toRole as PartyRole;
      const person = personOf(loaded.programme, formAnswers(loaded.state), role);
      return { row, loaded, to: { words: role === 'representative' ? '代表者' : '連絡先', ...person, by: { kind: 'party', role } } };
    }
    const holder = await answersFor(deps.db, { post: row.toPost ?? '', office: loaded.programme.office.post, openedAt: row.openedAt }, loaded.env.now);
    const by: Actor | null = holder?.person ? { kind: 'post', post: row.toPost ?? '', person: holder.person.id } : null;
    return { row, loaded, to: { words: `${holder?.departmentName ?? ''} ${holder?.postName ?? ''}`, name: holder?.person?.name ?? '', email: holder?.person?.email ?? '', by } };
  }

  /** The addressee hears of every answer in their name, whichever way it came. */
  async function tell({ programme, row: of }: Loaded, row: RequestRow, to: Opened['to'], choice: string, at: number): Promise<void> {
    if (to.email === '' || row.mail === PER_CALL_ASK) return;
    const toKind = row.toPost ? 'post' : 'party';
    await queueSingle(deps.db, {
      scope: of.id, key: `answered:${row.key}`, caseId: of.id, email: to.email, toKind, link: row.toPost ? { kind: 'desk', number: of.number } : null,
      facts: { mail: 'cases/answer-recorded', language: 'ja', addressee: `${to.words} ${to.name}さん`, toKind, city: CITY, office: programme.office, legalBasis: programme.legalBasis, queuedAt: at, case: { number: of.number, title: of.title, programme: programme.name.ja, group: of.groupName, members: '', summary: '', askedYen: null, lead: '' }, request: null, about: { what: ASK_WORDS[requestFrom(row).what].act, choice, at } },
    });
    void deps.ringer.ringMail();
  }
}
