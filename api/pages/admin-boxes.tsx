// The boxes of the control room: each a heading, one sentence where one helps, a figure with its table, and a door behind every number.
import type { Instant } from '../../workflows/domain/calendar.js';
import { dateWords, yenWords } from '../../workflows/domain/words.js';
import { AGES, DEPTHS, listHref, QUESTIONS } from './admin-case-filter.js';
import { Bars, Days, Shares } from './admin-figures.js';
import { CALL_WORDS, causeWords } from './case-words.js';
import { countWords } from './count-words.js';
import { dayWords, momentWords } from './day-words.js';
import { Count, DataTable, Door, Facts, Section } from './desk-parts.js';

export type LateHolder = { readonly holder: string; readonly label: string; readonly byDepth: { readonly [K in keyof typeof DEPTHS]: number } };
export type StuckCause = { readonly cause: string; readonly n: number; readonly since: Instant };
export type DayAhead = { readonly date: string; readonly due: number; readonly closed: string | null; readonly notes: readonly string[] };
export type StageAges = { readonly stage: string; readonly label: string; readonly byAge: { readonly [K in keyof typeof AGES]: number } };
export type Waiting = { readonly holder: string; readonly label: string; readonly n: number };
export type RoundRow = { readonly call: string; readonly label: string; readonly state: string; readonly closesAt: Instant; readonly drafts: number; readonly submitted: number };
export type EnvelopeRow = { readonly label: string; readonly budgetYen: number; readonly committedYen: number; readonly reservedYen: number; readonly paidYen: number; readonly ties: boolean };
export type MailDay = { readonly sent: number; readonly delivered: number; readonly waiting: number; readonly undelivered: number; readonly binding: number };
export type StageTime = { readonly label: string; readonly n: number; readonly median: number; readonly ninetieth: number };

const total = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0);
const most = (late: readonly LateHolder[]): string => {
  const [first] = late;
  return first ? `最も多いのは${first.label}の${total(first.byDepth)}件です。` : '';
};

export function LateBox({ late, now, nextDue }: { late: readonly LateHolder[]; now: Instant; nextDue: Instant | null }) {
  const all = late.reduce((sum, row) => sum + total(row.byDepth), 0);
  return (
    <Section title="期限超過" asOf={now} id="late" aside={<Count href={listHref({ late: 'all' })} n={all} />}>
      {all === 0 ? (
        <p>期限を過ぎたものはありません。{nextDue !== null && `次の期限は${momentWords(nextDue, now)}です。`}</p>
      ) : (
        <>
          <p>{most(late)}</p>
          <Bars label="担当ごとの期限超過の件数" bars={late.map((row) => ({ label: row.label, parts: [{ n: row.byDepth['0-3'], tone: 1 }, { n: row.byDepth['4-10'], tone: 2 }, { n: row.byDepth['11-'], tone: 3 }] }))} />
          <DataTable
            caption="担当ごと、過ぎた開庁日の数ごと"
            head={['担当', '3日まで', '4–10日', '11日以上', '合計']}
            numeric={[1, 2, 3, 4]}
            rows={late.map((row) => [row.label, ...(Object.keys(DEPTHS) as (keyof typeof DEPTHS)[]).map((depth) => cell(row.byDepth[depth], listHref({ holder: row.holder, late: depth }))), cell(total(row.byDepth), listHref({ holder: row.holder, late: 'all' }))])}
          />
        </>
      )}
    </Section>
  );
}

const cell = (n: number, href: string) => (n === 0 ? <span class="zero">0</span> : <a href={href}>{countWords(n)}</a>);

export function StuckBox({ stuck, now }: { stuck: readonly StuckCause[]; now: Instant }) {
  const all = stuck.reduce((sum, one) => sum + one.n, 0);
  return (
    <Section title="止まっている" asOf={now} id="stuck" aside={<Count href="/admin/stuck" n={all} />}>
      {all === 0 ? (
        <p>止まっている案件はありません。</p>
      ) : (
        <ul class="plain-list">
          {stuck.map((one) => (
            <li>
              <Door href={`/admin/stuck#${encodeURIComponent(one.cause)}`}>
                {causeWords(one.cause).what}：{one.n}件
              </Door>
              <span class="quiet-text">（{dayWords(one.since, now)}から）</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

export function AheadBox({ days, now }: { days: readonly DayAhead[]; now: Instant }) {
  const all = days.reduce((sum, day) => sum + day.due, 0);
  const worth = days.filter((day) => day.due > 0 || day.notes.length > 0);
  return (
    <Section title={`これから14日　期限${all}件`} asOf={now} id="ahead">
      <Days days={days.map((day) => ({ date: day.date, due: day.due, closed: day.closed !== null }))} label="これから14日の期限の数。うすい地は閉庁日" />
      {worth.length === 0 ? (
        <p>期限も募集の締切もありません。</p>
      ) : (
        <ul class="plain-list">
          {worth.map((day) => (
            <li>
              {dateWords(day.date).replace(/^\d+年/, '')}
              {day.closed !== null && `（${day.closed}）`} {day.due > 0 && <a href={listHref({ due: day.date })}>期限{day.due}件</a>} {day.notes.join('、')}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

export function AgesBox({ ages, now }: { ages: readonly StageAges[]; now: Instant }) {
  const all = ages.reduce((sum, row) => sum + total(row.byAge), 0);
  const classes = Object.keys(AGES) as (keyof typeof AGES)[];
  return (
    <Section title="段階と、今の段階にいる日数" asOf={now} id="ages" aside={<Count href={listHref({})} n={all} />}>
      <DataTable
        caption="段階ごと、開庁日の数ごとの件数"
        head={['段階', '0–5', '6–10', '11–20', '21–40', '41–', '合計']}
        numeric={[1, 2, 3, 4, 5, 6]}
        rows={ages.map((row) => [row.label, ...classes.map((age) => cell(row.byAge[age], listHref({ stage: row.stage, age }))), cell(total(row.byAge), listHref({ stage: row.stage }))])}
      />
      <p><a href={`/admin/cases?${QUESTIONS.still.query}`}>動きのない案件を古い順に</a></p>
    </Section>
  );
}

export function WaitingBox({ waiting, now }: { waiting: readonly Waiting[]; now: Instant }) {
  return (
    <Section title="だれを待っているか" asOf={now} id="waiting">
      <Shares shares={waiting} label={waiting.map((one) => `${one.label} ${one.n}件`).join('、')} />
      <ul class="plain-list inline">
        {waiting.map((one) => (
          <li>
            {one.label} <Count href={listHref({ holder: one.holder })} n={one.n} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function EnvelopeBox({ envelopes, now }: { envelopes: readonly EnvelopeRow[]; now: Instant }) {
  return (
    <Section title="予算" asOf={now} id="envelopes">
      {envelopes.length === 0 && <p>予算のある制度はありません。</p>}
      {envelopes.map((one) => {
        const promised = one.committedYen - one.paidYen - one.reservedYen;
        const free = one.budgetYen - one.committedYen;
        return (
          <div class="envelope">
            <h3>
              {one.label} {yenWords(one.budgetYen)}
            </h3>
            <Shares shares={[{ label: '支払済', n: one.paidYen }, { label: '送金中', n: one.reservedYen }, { label: '決定', n: promised }, { label: '残り', n: free }].map((s) => ({ ...s, n: Math.round(s.n / 10_000) }))} label="予算の使われ方（単位：万円）" />
            <Facts facts={[['支払済', yenWords(one.paidYen)], ['送金中', yenWords(one.reservedYen)], ['決定（未払い）', yenWords(promised)], ['残り', yenWords(free)], ['帳簿との照合', one.ties ? '一致しています' : '一致していません。会計課に連絡してください']]} />
          </div>
        );
      })}
    </Section>
  );
}

export function MailBox({ mails, now }: { mails: MailDay; now: Instant }) {
  return (
    <Section title="メール 24時間" asOf={now} id="mails">
      <Facts
        facts={[
          ['送信', <Count href="/admin/mails?show=sent24" n={mails.sent} unit="通" />],
          ['配達', <Count href="/admin/mails?show=delivered24" n={mails.delivered} unit="通" />],
          ['送信待ち', <Count href="/admin/mails?show=waiting" n={mails.waiting} unit="通" />],
          ['届かない', <Count href="/admin/mails?show=undelivered" n={mails.undelivered} unit="通" />],
          ['法的な通知で届いていないもの', <Count href="/admin/mails?show=binding" n={mails.binding} unit="通" />],
        ]}
      />
    </Section>
  );
}

export function RoundBox({ rounds, now }: { rounds: readonly RoundRow[]; now: Instant }) {
  return (
    <Section title="募集" asOf={now} id="rounds">
      {rounds.length === 0 ? (
        <p>募集はありません。</p>
      ) : (
        <DataTable
          caption="募集ごとの下書きと提出"
          head={['募集', '状態', '締切', '下書き', '提出']}
          numeric={[3, 4]}
          rows={rounds.map((row) => [<a href={`/admin/calls/${row.call}`}>{row.label}</a>, CALL_WORDS[row.state] ?? row.state, momentWords(row.closesAt, now), row.drafts, cell(row.submitted, listHref({ call: row.call, state: 'all' }))])}
        />
      )}
    </Section>
  );
}

export function TimesBox({ times, now }: { times: readonly StageTime[]; now: Instant }) {
  return (
    <Section title="かかった日数（90日間に終わった段階）" asOf={now} id="times">
      <DataTable caption="日数は暦の日" head={['段階', '件数', '半分がこの日数以内', '10件のうち9件がこの日数以内']} numeric={[1, 2, 3]} rows={times.map((row) => (row.n < 5 ? [row.label, row.n, <span class="few">件数が少ないため表示しません</span>, ''] : [row.label, row.n, `${row.median}日`, `${row.ninetieth}日`]))} />
    </Section>
  );
}
