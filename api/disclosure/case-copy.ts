// The copy of one case for somebody outside: everything that was sent, decided, mailed and logged, each text masked by rule before it is written anywhere.
// Uploaded files are named and left out: no rule can black out a picture.
import { answersOf, eventsOf } from '../../db/store/cases.js';
import { documentsOf } from '../../db/store/documents.js';
import { filesOfCase } from '../../db/store/files.js';
import { mailsOfCase } from '../../db/store/lists.js';
import { readCase } from '../../db/store/load.js';
import { allPosts } from '../../db/store/people.js';
import { departmentNames } from '../../db/store/reference.js';
import type { DocumentFacts } from '../../activities/documents/facts.js';
import { clockOf, dateOf, type Instant } from '../../workflows/domain/calendar.js';
import type { CaseEvent, DatedEvent } from '../../workflows/domain/cases.js';
import { formAnswers } from '../../workflows/domain/cases.js';
import { INCOME_LABELS, type Value, type Values } from '../../workflows/domain/fields.js';
import { type CopyReader, makeMask, type Mask, personalIds, personalValues, withoutPersonal } from '../../workflows/domain/masking.js';
import type { DocumentKind, Programme } from '../../workflows/domain/programmes.js';
import { pagesOf, stepDef } from '../../workflows/domain/programmes.js';
import { sums } from '../../workflows/domain/steps/claim.js';
import { text } from '../../workflows/domain/steps/step.js';
import { ENDING_WORDS, yenWords } from '../../workflows/domain/words.js';
import { csv } from '../csv.js';
import type { Deps } from '../deps.js';
import { documentWord, outcomeWord, stepName } from '../pages/case-words.js';
import { eventWords } from '../pages/event-words.js';
import { mailStateWord, mailWord } from '../pages/mail-words.js';
import { fieldLabel, type Line, valueLines } from '../pages/value-words.js';
import { namesOf } from '../routes/staff.js';

export type CopiedFile = { readonly name: string; readonly what: string; readonly bytes: Uint8Array };
/** `masked` counts by label; `missing` is what is not inside, and why. */
export type CaseCopy = { readonly number: string; readonly title: string; readonly files: readonly CopiedFile[]; readonly masked: Mask['counts']; readonly missing: readonly { readonly what: string; readonly why: string }[] };

/** A copy is read years later: every date bears its year, which it does beside this instant. */
const LONG_AGO: Instant = 0;
const moment = (at: Instant): string => `${dateOf(at)} ${clockOf(at)}`;
const said = (lines: readonly Line[]): string => lines.map((line) => `${line.label}：${line.text}`).join('\n');
const utf8 = (words: string): Uint8Array => new TextEncoder().encode(words);

/** Posts whose holders judge and are not of the city's staff: their names are not told, their sheets are. */
const judges = (programme: Programme): readonly string[] => programme.stages.flatMap((s) => s.steps).flatMap((step) => (step.kind === 'scoring' ? step.panel : step.kind === 'ballot' ? step.voters : []));

/** The copy of a case for this reader; null while the case is sealed, when nobody but its people may read it. */
export async function copyOfCase(deps: Deps, caseId: string, reader: CopyReader): Promise<CaseCopy | null> {
  const { db } = deps;
  const loaded = await readCase(db, caseId);
  if (loaded.state.sealed) return null;
  const { programme, row } = loaded;
  const [named, posts, offices, versions, log, mails, documents, files] = await Promise.all([namesOf(deps), allPosts(db), departmentNames(db), answersOf(db, caseId), eventsOf(db, caseId), mailsOfCase(db, caseId), documentsOf(db, caseId), filesOfCase(db, caseId)]);
  const judging = posts.filter((post) => judges(programme).includes(post.code)).flatMap((post) => post.holdings.map((held) => held.person.name));
  const { others, own } = personalValues(programme, loaded.state, reader);
  const mask = makeMask([...others, ...judging.map((value) => ({ label: '審査する人の氏名', value }))], { kept: [...own, programme.office.tel, ...[...offices.values()].map((office) => office.tel)] });
  const hidden = personalIds(programme, formAnswers(loaded.state), reader);
  const state = { ...loaded.state, answers: versions.map((v) => withoutPersonal(v.values, personalIds(programme, v.values, reader))) };
  const lines = (values: Values): readonly Line[] => valueLines(programme, state, values, named);

  const record = mask.inside({
    number: row.number, title: row.title, group: row.groupName, programme: programme.name.ja, version: programme.version, submittedAt: moment(row.submittedAt), ending: row.ending ? ENDING_WORDS[row.ending as keyof typeof ENDING_WORDS].staff : null, money: sums(loaded.state),
    application: state.answers.map((values, n) => ({ version: n + 1, at: moment(versions[n]?.at ?? row.submittedAt), changed: (versions[n]?.fields ?? []).map((id) => fieldLabel(programme, state, id)), lines: pagesOf(programme, text(values.track)).flatMap((page) => page.fields).flatMap((field) => (field.kind === 'budget' ? budgetLines(programme, values[field.id]) : lines({ [field.id]: values[field.id] }))) })),
    decisions: state.steps.map((run) => ({ step: stepName(stepDef(programme, run.step)), round: run.round, openedAt: moment(run.openedAt), settledAt: run.settledAt === null ? null : moment(run.settledAt), outcome: run.outcome ? outcomeWord(run.kind, run.outcome) : null, lines: lines(withoutPersonal(run.result ?? {}, hidden)) })),
    log: log.map((entry) => {
      const told = eventWords({ ...bare(entry.data as CaseEvent, hidden), at: entry.doneAt } as DatedEvent, { programme, state, names: named, now: LONG_AGO });
      return { at: moment(entry.doneAt), sentence: told.sentence, lines: told.lines };
    }),
  });
  const copied: CopiedFile[] = [
    { name: '申請内容.csv', what: '申請の内容（すべての版）', bytes: utf8(csv([['版', '日時', '項目', '内容'], ...record.application.flatMap((version) => version.lines.map((line) => [version.version, version.at, line.label, line.text]))])) },
    { name: '決定.csv', what: '手順ごとの結論と理由', bytes: utf8(csv([['手順', '回', '始まり', '終わり', '結論', '内容'], ...record.decisions.map((one) => [one.step, one.round, one.openedAt, one.settledAt, one.outcome, said(one.lines)])])) },
    { name: '記録.csv', what: '案件の記録（古い順）', bytes: utf8(csv([['日時', '記録', '内容'], ...record.log.map((one) => [one.at, one.sentence, said(one.lines)])])) },
    { name: '案件.json', what: '上の三つを一つにしたもの（機械で読む形）', bytes: utf8(`${JSON.stringify(record, null, 1)}\n`) },
  ];
  const letters = mails.filter((mail) => mail.mail !== 'people/code');
  for (const [n, mail] of letters.entries()) {
    const { subject, text: words } = await deps.courier.show(mail.facts, null);
    copied.push({ name: `メール/${String(n + 1).padStart(3, '0')}.txt`, what: mailWord(mail.mail), bytes: utf8(mask.text(`日時：${moment(mail.queuedAt)}\n宛先：${mail.facts.addressee}\n状態：${mailStateWord(mail.state)}\n件名：${subject}\n\n${words}\n`)) });
  }
  const missing = files.map((file) => ({ what: mask.text(`添付ファイル：${file.name}`), why: '中身は自動では隠せません。案件のページから取り出し、人が墨塗りをしてから加えてください' }));
  for (const [n, document] of documents.entries()) {
    const bytes = await printed(deps, document.kind, mask.inside(document.facts));
    const name = documentWord(document.kind);
    if (bytes) copied.push({ name: `文書/${String(n + 1).padStart(2, '0')}_${name}.pdf`, what: `${name}（隠したうえで作り直したもの）`, bytes });
    else missing.push({ what: `文書：${name}`, why: '作り直すための内容が残っていません。案件のページから取り出し、人が墨塗りをしてから加えてください' });
  }
  const whole = [
    ...versions.flatMap((v) => [...personalIds(programme, v.values, reader)].filter((id) => v.values[id]).map((id) => fieldLabel(programme, state, id))),
    ...loaded.state.requests.flatMap((request) => (reader === null && request.answer && 'accountType' in request.answer.values ? ['振込先の口座'] : [])),
  ];
  const masked = new Map(mask.counts);
  for (const label of whole) masked.set(label, (masked.get(label) ?? 0) + 1);
  return { number: row.number, title: mask.text(row.title), files: copied, masked, missing };
}

/** The budget of an application line by line, as its words are nowhere else. */
function budgetLines({ money }: Programme, value: Value | undefined): readonly Line[] {
  if (typeof value !== 'object' || value === null || !('costs' in value)) return [];
  const costs = value.costs.map((line) => ({ label: `支出：${money?.eligibleHeads.find((head) => head.id === line.head)?.label ?? line.head}`, text: `${line.what}　${yenWords(line.yen)}` }));
  const income = ([['own', value.ownYen], ['fees', value.feesYen], ['grants', value.otherGrantsYen], ['asked', value.askedYen]] as const).map(([id, yen]) => ({ label: `収入：${INCOME_LABELS[id]}`, text: yenWords(yen) }));
  return [...costs, ...income];
}

/** An event whose answers say nothing of the hidden fields. */
function bare(event: CaseEvent, hidden: ReadonlySet<string>): CaseEvent {
  if ('values' in event) return { ...event, values: withoutPersonal(event.values, hidden) };
  return 'result' in event ? { ...event, result: withoutPersonal(event.result, hidden) } : event;
}

/** A letter made again from masked facts; null where its facts were not kept. */
async function printed(deps: Deps, kind: string, facts: Record<string, unknown>): Promise<Uint8Array | null> {
  if (typeof facts.number !== 'string') return null;
  return deps.printer.letter(kind as DocumentKind, facts as unknown as DocumentFacts);
}
