// S30: what happened to a case, who did it, why it is where it is, and what comes next by itself.
import type { Child } from 'hono/jsx';
import type { Calendar, Instant } from '../../workflows/domain/calendar.js';
import { dueWords, heldWords, momentWords } from './day-words.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { Facts, Section } from './desk-parts.js';
import { StoryView } from './desk-story.js';
import type { Next } from './next-words.js';
import type { Chapter, StoryFilter } from './timeline.js';

/** Where a case stands now, in staff words. */
export type NowBox = { readonly number: string; readonly title: string; readonly group: string; readonly programme: string; readonly stage: string; readonly holder: string; readonly since: Instant; readonly dueAt: Instant | null; readonly ended: string | null; readonly stuck: string | null };
/** Something that is asked and not answered yet. */
export type OpenAsk = { readonly key: string; readonly act: string; readonly to: string; readonly dueAt: Instant; readonly closesAt: Instant; readonly handedOver: boolean; readonly reminded: boolean };

export type AdminCaseProps = {
  readonly staff: Staff; readonly now: Instant; readonly calendar: Calendar; readonly box: NowBox; readonly next: readonly Next[]; readonly open: readonly OpenAsk[]; readonly story: readonly Chapter[]; readonly filter: StoryFilter;
  readonly notice?: string;
  /** The forms of the acts that are possible now, and the sections about answers, money and documents. */
  readonly acts: Child; readonly details: Child;
};

export function AdminCasePage(props: AdminCaseProps) {
  const { staff, now, calendar, box, next, open, story, filter } = props;
  return (
    <StaffPage title={`${box.number} ${box.title}`} heading={`${box.number} ${box.title}`} staff={staff} here="cases" notice={props.notice} back={{ href: '/admin/cases', label: '案件の一覧' }}>
      <NowFacts box={box} now={now} calendar={calendar} />
      <div class="boxes two">
        <Section title="次に自動で起きること" asOf={now} id="next">
          {next.length === 0 ? (
            <p>自動で起きることはありません。</p>
          ) : (
            <ol class="plain-list">
              {next.map((one) => (
                <li>
                  <strong>{one.at === null ? 'まもなく' : momentWords(one.at, now)}</strong> {one.text}
                </li>
              ))}
            </ol>
          )}
        </Section>
        <Section title={`回答を待っているお願い ${open.length}件`} asOf={now} id="open">
          {open.length === 0 ? <p>待っているお願いはありません。</p> : <OpenAsks open={open} now={now} calendar={calendar} number={box.number} />}
        </Section>
      </div>
      <Section title="できること" id="acts">
        {props.acts}
        <p>
          <a href={`/admin/disclosure?number=${box.number}`}>開示のための写しをつくる</a>
        </p>
      </Section>
      <Section title="流れ" asOf={now} id="story">
        <StoryView story={story} filter={filter} now={now} href={(id) => (id === 'all' ? `/admin/cases/${box.number}#story` : `/admin/cases/${box.number}?show=${id}#story`)} mailHref={(id) => `/admin/mails/${id}`} />
      </Section>
      {props.details}
    </StaffPage>
  );
}

export function NowFacts({ box, now, calendar }: { box: NowBox; now: Instant; calendar: Calendar }) {
  const due = box.dueAt === null ? null : dueWords(box.dueAt, now, calendar);
  return (
    <div class="now-box">
      {box.stuck !== null && (
        <p class="warn" role="note">
          {box.stuck}
        </p>
      )}
      <Facts
        facts={[
          ['段階', box.ended === null ? box.stage : `終了（${box.ended}）`],
          ['担当', box.holder],
          ['この段階になってから', heldWords(box.since, now, calendar)],
          ['期限', due === null || box.dueAt === null ? (box.ended === null ? '決まっていません' : null) : `${momentWords(box.dueAt, now)}　${due.words}`],
          ['団体', box.group],
          ['制度', box.programme],
        ]}
      />
    </div>
  );
}

function OpenAsks({ open, now, calendar, number }: { open: readonly OpenAsk[]; now: Instant; calendar: Calendar; number: string }) {
  return (
    <ul class="rows">
      {open.map((one) => {
        const due = dueWords(one.dueAt, now, calendar);
        return (
          <li class={due.late ? 'row late' : 'row'}>
            <p>
              <strong>{one.act}</strong>　{one.to}
            </p>
            <p class="row-facts">
              {momentWords(one.dueAt, now)}　{due.words}・{one.handedOver ? 'メールが出ました' : 'メールはまだ出ていません'}
            </p>
            <form method="post" action={`/admin/cases/${number}/remind`} class="inline-form">
              <input type="hidden" name="request" value={one.key} />
              <button type="submit" class="quiet">
                催促する
              </button>
            </form>
          </li>
        );
      })}
    </ul>
  );
}
