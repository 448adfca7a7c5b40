// Builds the API's parts from configuration. Who is signed in is asked of the door (`sign-in/`), whichever way they came.
import type { Context } from 'hono';
import { bankTable } from '../activities/platform/bank-table.js';
import type { Config } from '../activities/platform/config.js';
import { makeCourier } from '../activities/platform/courier.js';
import type { Log } from '../activities/platform/logger.js';
import { makeMailPort } from '../activities/platform/mail-port.js';
import { makePrinter } from '../activities/platform/printer.js';
import { makeStorage } from '../activities/platform/storage.js';
import { makeRinger } from '../activities/platform/temporal.js';
import { foldCode, makeLinks } from '../activities/platform/tokens.js';
import { makeScanner } from '../activities/platform/virus-scan.js';
import { connect } from '../db/client.js';
import { takeAct } from '../db/store/acts.js';
import { hasMoved } from '../db/store/cases.js';
import { businessNow } from '../db/store/clock.js';
import { allowTry, forgetTry, keepCode, tryCode } from '../db/store/codes.js';
import { queueSingle } from '../db/store/mails.js';
import { CITY } from '../db/store/queue-mails.js';
import { officeOfCity } from '../db/store/reference.js';
import { personByEmail } from '../db/store/sign-in.js';
import type { MailFacts } from '../workflows/domain/mail.js';
import type { Deps } from './deps.js';
import { makeSignIn } from './sign-in/make-sign-in.js';

const WAIT_MS = 500;
const HOUR_MS = 3_600_000;
/** Mails an hour to one address that come because somebody typed it, or pressed on with somebody's link (attack family A10). */
const MAILS_AN_HOUR = 5;

export function buildDeps(config: Config, log: Log): { deps: Deps; close(): Promise<void> } {
  const { db, close } = connect(config.DATABASE_URL, 10);
  const links = makeLinks(config.LINK_KEY, config.PUBLIC_URL);
  const ringer = makeRinger(config, log);
  const courier = makeCourier(db, links, makeMailPort(config), log);
  const door = makeSignIn({
    db, config, links, log,
    async mailLink({ email, id }) {
      const facts: MailFacts = {
        mail: 'people/sign-in-link', language: 'ja', addressee: `${(await personByEmail(db, email))?.name ?? ''}さん`, toKind: 'post', city: CITY, office: await officeOfCity(db), legalBasis: 'guideline', queuedAt: await businessNow(db),
        case: null, request: null, about: {},
      };
      await courier.now(await queueSingle(db, { scope: `sign-in:${id}`, key: 'link', caseId: null, email, facts, link: { kind: 'sign-in', id, generation: 1 }, toKind: 'post' }));
    },
  });
  const giveCookies = (c: Context, cookies: readonly string[]): void => { for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true }); };
  /** Codes that were mailed to an address and not typed yet are counted under its keyed hash. */
  const codesTo = (email: string): string => `codes:${links.hash('mailbox', email.toLowerCase())}`;
  const deps: Deps = {
    db, config, log, links, ringer, courier, storage: makeStorage(config.DATA_DIR), scanner: makeScanner(config.CLAMD), printer: makePrinter(), banks: bankTable,
    async act(input) {
      const acted = await takeAct(db, links, input);
      if (acted.ringRun) void ringer.ring('case', input.caseId);
      if (acted.ringMail) void ringer.ringMail();
      return acted;
    },
    async sendCode(input) {
      if (!(await allowTry(db, codesTo(input.email), MAILS_AN_HOUR, HOUR_MS))) return 'too-many';
      const code = links.newCode();
      const id = await keepCode(db, { subject: input.subject, purpose: input.purpose, codeHash: links.hash('one-time', code) });
      const facts: MailFacts = {
        mail: 'people/code', language: 'ja', addressee: input.addressee, toKind: 'address', city: CITY, office: input.office, legalBasis: 'guideline', queuedAt: await businessNow(db),
        case: { number: input.number, title: input.title, programme: '', group: '', members: '', summary: '', askedYen: null, lead: '' }, request: null, about: { code, what: input.what },
      };
      await courier.now(await queueSingle(db, { scope: `code:${id}`, key: 'code', caseId: input.caseId, email: input.email, facts, link: null, toKind: 'address' }));
      return 'sent';
    },
    async tryCode({ subject, purpose, email }, typed) {
      const right = await tryCode(db, { subject, purpose, codeHash: links.hash('one-time', foldCode(typed)) });
      // Whoever types what was mailed reads that mailbox: their codes count for nothing, so that nobody who works is stopped.
      if (right) await forgetTry(db, codesTo(email));
      return right;
    },
    mayMail: (email) => allowTry(db, `mailbox:${links.hash('mailbox', email.toLowerCase())}`, MAILS_AN_HOUR, HOUR_MS),
    door, giveCookies,
    session: (c) => door.session(c.req.raw.headers),
    async signIn(c, person) {
      giveCookies(c, await door.signInAs(c.req.raw.headers, { person, means: 'practice' }));
    },
    async signOut(c) {
      giveCookies(c, await door.signOut(c.req.raw.headers));
    },
    async waitMoved(caseId) {
      const until = Date.now() + WAIT_MS;
      try {
        while (Date.now() < until && !(await hasMoved(db, caseId))) await new Promise((resolve) => setTimeout(resolve, 25));
      } catch {
        // The act is stored; the page then shows where the case stands a moment later.
      }
    },
  };
  return { deps, close: async () => { await ringer.close(); await close(); } };
}
