// S21: everything about a case that this officer's posts may know. What is asked of them comes first; nothing that was submitted is edited here.
import type { Child } from 'hono/jsx';
import type { Calendar, Instant } from '../../workflows/domain/calendar.js';
import { FileOffer, type OfferedFile } from './components/files.js';
import type { StoryFilter, Chapter } from './timeline.js';
import { type NowBox, NowFacts } from './admin-case.js';
import { dueWords, momentWords } from './day-words.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { Lines, Section } from './desk-parts.js';
import { StoryView } from './desk-story.js';
import type { Line } from './value-words.js';

/** What is asked of one of the reader's own posts. */
export type OwnAsk = { readonly href: string; readonly heading: string; readonly act: string; readonly post: string; readonly dueAt: Instant; readonly silence: string };
/** An answer or internal note to read, newest first. */
export type NoteView = { readonly at: Instant; readonly by: string; readonly lines: readonly Line[]; readonly files: readonly (OfferedFile & { readonly href: string })[] };

export type DeskCaseProps = {
  readonly staff: Staff; readonly now: Instant; readonly calendar: Calendar; readonly box: NowBox; readonly own: readonly OwnAsk[]; readonly notes: readonly NoteView[]; readonly story: readonly Chapter[]; readonly filter: StoryFilter;
  /** Sections: answers with versions, money with working, steps, documents, files. */
  readonly details: Child;
  /** The form for an internal note. */
  readonly noteForm: Child;
  readonly notice?: string;
};

export function DeskCasePage(props: DeskCaseProps) {
  const { staff, now, calendar, box, own } = props;
  return (
    <StaffPage title={`${box.number} ${box.title}`} heading={`${box.number} ${box.title}`} staff={staff} here="desk" notice={props.notice} back={{ href: '/desk', label: '仕事の一覧' }}>
      <NowFacts box={box} now={now} calendar={calendar} />
      {own.length === 0 ? (
        <p class="calm">いま、あなたの職にお願いしていることはありません。{box.ended === null && `今は${box.holder}が持っています。`}</p>
      ) : (
        <Section title="あなたの職へのお願い" asOf={now} id="own">
          <ul class="rows">
            {own.map((ask) => {
              const due = dueWords(ask.dueAt, now, calendar);
              return (
                <li class={due.late ? 'row late' : 'row'}>
                  <p>
                    <a class="door" href={ask.href}>
                      {ask.heading}
                    </a>
                  </p>
                  <p class="row-facts">
                    {ask.post}・期限 {momentWords(ask.dueAt, now)}　{due.words}。{ask.silence}
                  </p>
                </li>
              );
            })}
          </ul>
        </Section>
      )}
      <div class="boxes main-side">
        <div>{props.details}</div>
        <div>
          <NotesSection {...props} />
        </div>
      </div>
      <Section title="流れ" asOf={now} id="story">
        <StoryView story={props.story} filter={props.filter} now={now} href={(id) => (id === 'all' ? `/desk/cases/${box.number}#story` : `/desk/cases/${box.number}?show=${id}#story`)} mailHref={null} />
      </Section>
    </StaffPage>
  );
}

function NotesSection({ notes, noteForm, now }: DeskCaseProps) {
  return (
    <Section title="内部の記録" id="notes">
      <p class="quiet-text">開示請求の対象です。提案者には見えません。</p>
      {notes.length === 0 ? (
        <p>記録はありません。</p>
      ) : (
        <ul class="rows">
          {notes.map((note) => (
            <li class="row">
              <p class="quiet-text">
                {momentWords(note.at, now)}　{note.by}
              </p>
              <Lines lines={note.lines} />
              {note.files.length > 0 && (
                <ul class="plain-list">
                  {note.files.map((file) => (
                    <li>
                      <FileOffer file={file} href={file.href} />
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      )}
      {noteForm}
    </Section>
  );
}
