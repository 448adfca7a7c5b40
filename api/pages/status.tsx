// S08 and S09: where a case is, with whom, since when, what next, and whether the reader has to do something. One template, two readers.
import type { Child } from 'hono/jsx';
import type { Calendar, Instant } from '../../workflows/domain/calendar.js';
import { dateOf } from '../../workflows/domain/calendar.js';
import type { CaseState } from '../../workflows/domain/cases.js';
import { currentStep } from '../../workflows/domain/cases.js';
import { isDesk } from '../../workflows/domain/desk.js';
import type { Programme, Words } from '../../workflows/domain/programmes.js';
import type { Property } from '../../workflows/domain/receipts.js';
import { mainStages, stageDef, stepDef } from '../../workflows/domain/programmes.js';
import type { Language } from '../../workflows/domain/words.js';
import { dateWords, ENDING_WORDS, PARKED_WORDS, publicWord, yenWords } from '../../workflows/domain/words.js';
import { Page } from './components/layout.js';
import { leftWords, momentWords, type Row, type StageLine, StageList, SummaryList, When } from './components/parts.js';
import { heldDays } from './day-words.js';
import { type CaseLog, CaseLogBox } from './evidence.js';
import { statusWords } from './words.js';

export type StatusProps = {
  readonly programme: Programme;
  readonly state: CaseState;
  readonly holder: string;
  readonly now: Instant;
  readonly calendar: Calendar;
  readonly language: Language;
  readonly path: string;
  readonly departments: ReadonlyMap<string, { name: string }>;
  /** What is shown of the case itself: on the public page only after publication. */
  readonly about: readonly Row[];
  /** Where its record stands in the log; null = not covered by a head yet; absent = not shown. */
  readonly log?: CaseLog | null;
  /** The applicant's own page adds what only they may see and do. */
  readonly own?: { readonly first: boolean; readonly receivedAt: Instant; readonly files: number; readonly mailedTo: string; readonly requests: readonly { heading: string; href: string; dueAt: Instant }[]; readonly acts: readonly { href: string; label: string }[]; readonly documents: readonly { href: string; label: string }[]; readonly property: readonly Property[]; readonly messages: readonly { question: string; answer: string; at: Instant }[]; readonly mails: readonly { subject: string; at: Instant; state: string }[]; readonly publicHref: string };
};

/** The stage word a reader may have now. A result is worded only after it was published. */
export function stageWord(programme: Programme, state: CaseState, language: Language, own: boolean): string {
  if (state.parked) return publicWord(PARKED_WORDS, language);
  const stage = stageDef(programme, state.stage.id);
  if (state.ending) {
    const neutral = !own && !state.publishedAt && (state.ending === 'notSelected' || state.ending === 'notFunded' || state.ending === 'ineligible');
    return neutral ? statusWords[language].finished : publicWord(ENDING_WORDS[state.ending], language);
  }
  const run = currentStep(state);
  const words: Words = (run ? stepDef(programme, run.step).words : undefined) ?? stage.words;
  return publicWord(words, language);
}

export function StatusPage(props: StatusProps) {
  const { programme, state, language, own } = props;
  const words = statusWords[language];
  const word = stageWord(programme, state, language, own !== undefined);
  const open = state.requests.filter((r) => r.state === 'open' && !isDesk(r));
  const due = open.length > 0 ? Math.min(...open.map((r) => r.dueAt)) : null;
  const run = currentStep(state);
  const since = run?.openedAt ?? state.stage.openedAt;
  const days = heldDays(since, props.now, props.calendar);
  const forParty = open.filter((r) => r.to.kind === 'party');
  const correcting = forParty.some((r) => r.what === 'correction');
  const holder = { party: words.party, panel: words.panel, council: words.council, bank: words.bank, nobody: words.nobody }[props.holder] ?? props.departments.get(props.holder)?.name ?? programme.office.name;
  return (
    <Page title={own?.first ? '提案を受け付けました' : word} heading={own?.first ? '提案を受け付けました' : word} caption={`${state.number}　${programme.name[language === 'en' ? 'en' : language === 'ja-easy' ? 'easy' : 'ja']}`} language={language} languagePath={props.path} help={{ ...programme.office, number: state.number }}>
      {own?.first && (
        <div class="panel done" tabindex={-1}>
          <p class="big" translate="no">{state.number}</p>
          <p>{momentWords(own.receivedAt)} に受け付けました。ファイルは{own.files}つ届いています。</p>
          <p>受付のメールを {own.mailedTo} に送りました。届かないときは、この番号を電話でお伝えください。</p>
        </div>
      )}
      {own && own.requests.length > 0 && (
        <div class="card waiting">
          <h2>{words.todo}</h2>
          {own.requests.map((r) => <p><a class="button" href={r.href}>{r.heading}</a><br /><When at={r.dueAt} language={language} />（{leftWords(props.now, r.dueAt, language)}）</p>)}
        </div>
      )}
      <dl class="facts">
        <div><dt>{words.stage}</dt><dd>{word}</dd></div>
        <div><dt>{words.holder}</dt><dd>{holder}</dd></div>
        <div><dt>{words.since}</dt><dd><When at={since} language={language} day />{language === 'en' ? ` (${days} ${words.days})` : language === 'ja' ? `から${days}日（${words.days}）` : `から${days}日（にち）`}</dd></div>
        <div><dt>{words.next}</dt><dd>{correcting ? words.paused : due === null ? words.none : <><When at={due} language={language} />{due < props.now && <span class="tag late">{words.late}</span>}</>}</dd></div>
        <div><dt>{words.yours}</dt><dd>{forParty.length > 0 ? words.todo : words.nothing}</dd></div>
      </dl>
      {own?.first && <NextThree programme={programme} />}
      <h2>{words.history}</h2>
      <StageList lines={stageLines(props)} words={words} />
      {props.about.length > 0 && <SummaryList rows={[...props.about]} />}
      {own && <Own own={own} words={words} language={language} />}
      {props.log !== undefined && <CaseLogBox log={props.log} own={own !== undefined} language={language} />}
      <p class="caption">{momentWords(props.now, language)} {words.asOf}</p>
    </Page>
  );
}

const NextThree = ({ programme }: { readonly programme: Programme }) => (
  <>
    <h2>次に起きること</h2>
    <ol>{programme.calendar.slice(0, 3).map((line) => <li>{line.when}：{line.what}（{line.holder}）</li>)}</ol>
  </>
);

function Own({ own, words, language }: { readonly own: NonNullable<StatusProps['own']>; readonly words: (typeof statusWords)[Language]; readonly language: Language }): Child {
  return (
    <>
      <h2>{words.documents}</h2>
      {own.documents.length === 0 ? <p>{words.none}</p> : <ul>{own.documents.map((d) => <li><a href={d.href}>{d.label}</a></li>)}</ul>}
      {own.property.length > 0 && (
        <>
          <h2>{words.property}</h2>
          <p>{words.propertyRule}</p>
          <ul>{own.property.map((it) => <li>{it.what}　{yenWords(it.yen, language)}　{words.acquired} {dateWords(it.acquiredOn, language)}　{words.restricted} {dateWords(it.restrictedUntil, language)}</li>)}</ul>
        </>
      )}
      <h2>{words.messages}</h2>
      {own.messages.length === 0 ? <p>{words.none}</p> : <ul class="list">{own.messages.map((m) => <li><p class="typed">{m.question}</p><p class="typed">→ {m.answer || words.unanswered}</p></li>)}</ul>}
      <ul class="plain">{own.acts.map((a) => <li><a href={a.href}>{a.label}</a></li>)}<li><a href={own.publicHref}>{words.publicPage}</a></li></ul>
      <details><summary>{words.mails}（{own.mails.length}）</summary><ul>{own.mails.map((m) => <li>{momentWords(m.at)}　{m.subject}　{m.state}</li>)}</ul></details>
    </>
  );
}

/** The stages on the way, each with when it was and, while talks last, who was asked. */
function stageLines({ programme, state, language }: StatusProps): StageLine[] {
  const stages = mainStages(programme);
  const here = stages.findIndex((s) => s.id === state.stage.id);
  return stages.map((stage, n): StageLine => {
    const runs = state.steps.filter((r) => r.stage === stage.id);
    const from = n === 0 ? state.submittedAt : runs[0]?.openedAt;
    const to = runs.at(-1)?.settledAt;
    const done = state.ending ? runs.length > 0 || n === 0 : n < here || (here === -1 && runs.length > 0);
    const asked = stage.steps.some((s) => s.kind === 'consultation') ? state.requests.filter((r) => r.what === 'opinion' && r.to.kind === 'post').length : 0;
    const when = from === undefined ? '' : `${dateWords(dateOf(from), language)}${done && to ? `–${dateWords(dateOf(to), language)}` : '–'}`;
    return { word: publicWord(stage.words, language), state: done ? 'done' : n === here && !state.ending ? 'here' : 'later', detail: n === 0 ? when.replace('–', '') : `${when}${asked > 0 && language === 'ja' ? `　たずねた課 ${asked}` : ''}` };
  });
}
