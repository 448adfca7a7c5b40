// S30: what happened to a case, who did it, why it is where it is, and what comes next by itself.
import type { Child } from 'hono/jsx';
import type { Calendar, Instant } from '../../workflows/domain/calendar.js';
import { clockOf, dateOf, HOUR } from '../../workflows/domain/calendar.js';
import { dateWords } from '../../workflows/domain/words.js';
import { dueWords, heldWords, momentWords } from './day-words.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { Facts, Lines, Section } from './desk-parts.js';
import { isUndelivered, mailStateWord, mailWord } from './mail-words.js';
import type { Next } from './next-words.js';
import { type Chapter, STORY_FILTERS, type StoryFilter, type StoryItem, type StoryMail } from './timeline.js';

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

/** The story as a list of chapters. Times that came late show both instants. */
export function StoryView({ story, filter, now, href, mailHref }: { story: readonly Chapter[]; filter: StoryFilter; now: Instant; href: (filter: StoryFilter) => string; mailHref: ((id: string) => string) | null }) {
  return (
    <>
      <nav class="questions" aria-label="流れのしぼりこみ">
        {(Object.keys(STORY_FILTERS) as StoryFilter[]).map((id) => (
          <a href={href(id)} aria-current={id === filter ? 'true' : undefined}>
            {STORY_FILTERS[id]}
          </a>
        ))}
      </nav>
      {story.length === 0 && <p>あてはまるものはありません。</p>}
      {story.map((chapter) => (
        <section class="chapter">
          <h3>
            {chapter.stage}
            <span class="quiet-text">
              （{dateWords(dateOf(chapter.from))}から{chapter.to !== null && ` ${dateWords(dateOf(chapter.to))}まで`}）
            </span>
          </h3>
          <ol class="story">
            {chapter.items.map((item) => (
              <StoryEntry item={item} now={now} mailHref={mailHref} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

/** From this delay on a reader should know that the clock was late. */
const LATE_FROM = HOUR / 60;

function StoryEntry({ item, now, mailHref }: { item: StoryItem; now: Instant; mailHref: ((id: string) => string) | null }) {
  const late = item.plannedAt !== undefined && item.at - item.plannedAt > LATE_FROM;
  return (
    <li class={`event ${item.mark}`}>
      <time datetime={new Date(item.at).toISOString()}>{momentWords(item.at, now)}</time>
      <div>
        <p>{item.sentence}</p>
        {late && item.plannedAt !== undefined && (
          <p class="quiet-text">
            予定 {momentWords(item.plannedAt, now)}／実際 {momentWords(item.at, now)}
          </p>
        )}
        <div class="folds">
        {item.lines.length > 0 && (
          <details open={item.lines.length <= 2 && item.mark === 'person'}>
            <summary>くわしく</summary>
            <Lines lines={item.lines} />
          </details>
        )}
        {item.mails.length > 0 && <MailFold mails={item.mails} href={mailHref} />}
        </div>
      </div>
    </li>
  );
}

function MailFold({ mails, href }: { mails: readonly StoryMail[]; href: ((id: string) => string) | null }) {
  const bad = mails.filter((m) => isUndelivered(m.state)).length;
  return (
    <details open={bad > 0}>
      <summary>
        メール{mails.length}通{bad > 0 && `（届かない${bad}通）`}
      </summary>
      <ul class="plain-list">
        {mails.map((m) => (
          <li>
            {href ? <a href={href(m.id)}>{mailWord(m.mail)}</a> : mailWord(m.mail)}　{m.to}　{mailStateWord(m.state)}（{clockOf(m.at)}）
          </li>
        ))}
      </ul>
    </details>
  );
}
