// JSON: a case as everybody may read it, and as the group's people read it and act on it with their key.
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Deps } from '../deps.js';
import { caseIdByNumber } from '../../db/store/cases.js';
import { allowTry, CODE_LIFE_MS } from '../../db/store/codes.js';
import { confirmGeneration } from '../../db/store/keys.js';
import { type Loaded, readCase, readForParty } from '../../db/store/load.js';
import { departmentNames } from '../../db/store/reference.js';
import { freeActFields, freeActs } from '../../workflows/domain/acts.js';
import { formAnswers } from '../../workflows/domain/cases.js';
import { readFields } from '../../workflows/domain/fields.js';
import { personOf } from '../../workflows/domain/programmes.js';
import { ASK_WORDS, SILENCE_WORDS } from '../../workflows/domain/words.js';
import { ACT_PAGES, type ActPageVerb, isActPage } from '../pages/mine.js';
import { readCaseRoute, readOwnCase, sendOwnCode, takeOwnAct } from '../schemas/cases.js';
import { notThere, Problem } from './json-problem.js';
import { fieldShape, iso, statusShape, valuesShape } from './json-shapes.js';
import { openKey, type Opened } from './mine.js';

/** What binds the group; a forwarded reading key alone must not do it. */
const NEEDS_CODE: readonly ActPageVerb[] = ['withdraw', 'contact'];
export const CODE_MINUTES = CODE_LIFE_MS / 60_000;

export function caseRoutes(api: OpenAPIHono, deps: Deps): void {
  api.openapi(readCaseRoute, async (c) => {
    const id = await caseIdByNumber(deps.db, c.req.valid('param').number);
    if (!id) throw notThere();
    return c.json(statusShape(await readCase(deps.db, id), false, await departmentNames(deps.db)), 200);
  });

  api.openapi(readOwnCase, async (c) => {
    const { key } = await opened(c.req.valid('param').key);
    const loaded = await readForParty(deps.db, key.caseId);
    const { programme, state, env } = loaded;
    const verbs = freeActs(programme, state, 'party', env.now).filter(isActPage);
    return c.json({
      ...statusShape(loaded, true, await departmentNames(deps.db)), values: valuesShape(formAnswers(state)), version: state.answers.length, mayWithdraw: verbs.includes('withdraw'),
      asked: state.requests.filter((r) => r.state === 'open' && r.to.kind === 'party' && r.to.role === key.role).map((r) => ({ what: ASK_WORDS[r.what].heading, dueAt: iso(r.dueAt), silence: SILENCE_WORDS[r.silence].ja })),
      acts: verbs.map((verb) => ({ verb, needsCode: NEEDS_CODE.includes(verb), fields: freeActFields(programme, state, verb).map(fieldShape) })),
    }, 200);
  });

  api.openapi(sendOwnCode, async (c) => {
    const found = await opened(c.req.valid('param').key);
    const { verb } = c.req.valid('json');
    const loaded = await readForParty(deps.db, found.key.caseId);
    allowed(loaded, verb);
    const { programme, state, row } = loaded;
    const person = personOf(programme, formAnswers(state), found.key.role);
    const sent = await deps.sendCode({ subject: `${found.key.id}:${verb}`, purpose: 'act', email: person.email, addressee: `${person.name}さん`, caseId: row.id, number: row.number, title: row.title, what: ACT_PAGES[verb].title, office: programme.office });
    if (sent === 'too-many') throw new Problem(429, 'too-many');
    return c.json({ sent: true as const, validMinutes: CODE_MINUTES }, 202);
  });

  api.openapi(takeOwnAct, async (c) => {
    const { key: typed, verb } = c.req.valid('param');
    const { values, code } = c.req.valid('json');
    const found = await opened(typed);
    if (!(await allowTry(deps.db, `mine:${found.key.id}`, 40, 60_000))) throw new Problem(429, 'too-many');
    const loaded = await readForParty(deps.db, found.key.caseId);
    allowed(loaded, verb);
    // Faults are told before a code is spent, so that a mistyped field costs no second code.
    const { faults } = readFields(freeActFields(loaded.programme, loaded.state, verb), values);
    if (faults.length > 0) throw new Problem(422, 'faults', faults);
    const proof = { subject: `${found.key.id}:${verb}`, purpose: 'act', email: personOf(loaded.programme, formAnswers(loaded.state), found.key.role).email };
    const right = NEEDS_CODE.includes(verb) && code !== undefined ? await deps.tryCode(proof, code) : null;
    if (NEEDS_CODE.includes(verb) && !right) throw new Problem(403, 'code-needed');
    if (found.generation === found.key.nextGeneration) await confirmGeneration(deps.db, found.key.id, found.generation);
    const acted = await deps.act({ caseId: loaded.row.id, act: { kind: 'free', verb, input: values }, by: { kind: 'party', role: found.key.role }, via: 'api', ...(right ? { code: right } : {}) });
    if (acted.outcome === 'refused') throw acted.why === 'faults' ? new Problem(422, 'faults', acted.faults) : new Problem(409, 'ended');
    return c.json({ number: loaded.row.number, taken: ACT_PAGES[verb].title, at: iso(acted.at) }, 201);
  });

  async function opened(typed: string): Promise<Opened> {
    const found = await openKey(deps, typed);
    if (!found) throw notThere();
    return found;
  }
  function allowed({ programme, state, env }: Loaded, verb: ActPageVerb): void {
    if (!freeActs(programme, state, 'party', env.now).includes(verb)) throw new Problem(409, 'ended');
  }
}
