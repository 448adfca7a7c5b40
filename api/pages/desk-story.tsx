// The story of a case on the page: chapters by stage, newest first; what was written and the mails it caused stand folded below each sentence.
import type { Instant } from '../../workflows/domain/calendar.js';
import { clockOf, dateOf, HOUR } from '../../workflows/domain/calendar.js';
import { dateWords } from '../../workflows/domain/words.js';
import { momentWords } from './day-words.js';
import { Lines } from './desk-parts.js';
import { isUndelivered, mailStateWord, mailWord } from './mail-words.js';
import { type Chapter, STORY_FILTERS, type StoryFilter, type StoryItem, type StoryMail } from './timeline.js';

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
