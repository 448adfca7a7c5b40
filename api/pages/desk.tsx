// S20: what an officer must answer, in the one order that never changes: late first, then due, then number.
import type { Calendar, Instant } from '../../workflows/domain/calendar.js';
import { momentWords, dayWords, dueWords } from './day-words.js';
import { StaffPage, type Staff } from './desk-frame.js';
import { Door, Section } from './desk-parts.js';

export const DESK_TABS = { answer: '回答する', waiting: '相手待ち', department: '課のすべて', done: '終わったもの' } as const;
export type DeskTab = keyof typeof DESK_TABS;

/** One thing that is asked of one of the person's posts, or that a case of the department is in. */
export type DeskRow = {
  readonly href: string;
  /** What is asked, as the act it asks for. */
  readonly ask: string;
  readonly number: string;
  readonly title: string;
  readonly programme: string;
  readonly stage: string;
  readonly post: string;
  readonly dueAt: Instant | null;
  /** 「提案者が 12日 待っています」, or who is waited for. */
  readonly waits: string;
  readonly money: string | null;
  readonly marks: readonly string[];
};
export type DeskFilter = { readonly programme: string; readonly post: string };
export type DeskProps = {
  readonly staff: Staff;
  readonly now: Instant;
  readonly calendar: Calendar;
  readonly tab: DeskTab;
  readonly counts: { readonly [K in DeskTab]: number };
  readonly rows: readonly DeskRow[];
  readonly filter: DeskFilter;
  readonly programmes: readonly { readonly id: string; readonly label: string }[];
  readonly posts: readonly { readonly id: string; readonly label: string }[];
  /** Address of the next page, when there is one. */
  readonly more: string | null;
  /** What somebody newly posted is told first, and where it leads. */
  readonly notice?: { readonly text: string; readonly href: string };
};

/** The address of a tab with its filter. */
export function deskHref(tab: DeskTab, filter: DeskFilter, after = ''): string {
  const params = new URLSearchParams(tab === 'answer' ? {} : { tab });
  if (filter.programme) params.set('programme', filter.programme);
  if (filter.post) params.set('post', filter.post);
  if (after) params.set('after', after);
  const query = params.toString();
  return query ? `/desk?${query}` : '/desk';
}

const EMPTY: { readonly [K in DeskTab]: string } = {
  answer: '回答待ちはありません。新しいお願いが届いたときは、メールでも知らせます。', waiting: '相手の回答を待っているものはありません。', department: '課の案件はありません。', done: '終わったものはまだありません。',
};

export function DeskPage(props: DeskProps) {
  const { staff, now, tab, counts, rows, filter } = props;
  const late = rows.filter((row) => tab === 'answer' && row.dueAt !== null && row.dueAt <= now);
  return (
    <StaffPage title={DESK_TABS[tab]} heading="仕事の一覧" staff={staff} here="desk">
      {props.notice && (
        <p class="warn" role="note">
          <a href={props.notice.href}>{props.notice.text}</a>
        </p>
      )}
      <nav class="tabs" aria-label="一覧の種類">
        {(Object.keys(DESK_TABS) as DeskTab[]).map((id) => (
          <a href={deskHref(id, filter)} aria-current={id === tab ? 'page' : undefined}>
            {DESK_TABS[id]}（{counts[id]}）
          </a>
        ))}
      </nav>
      <DeskFilterForm {...props} />
      <Section title={`${DESK_TABS[tab]} ${counts[tab]}件`} asOf={now} id="rows">
        {late.length > 0 && (
          <p class="warn" role="note">
            期限を過ぎたものが{late.length}件あります。回答はまだできます。
          </p>
        )}
        {rows.length === 0 && <p>{EMPTY[tab]}</p>}
        <ul class="rows">
          {rows.map((row) => (
            <DeskEntry row={row} now={now} calendar={props.calendar} open={tab === 'answer'} />
          ))}
        </ul>
        {props.more && (
          <p>
            <a href={props.more}>次の50件</a>
          </p>
        )}
      </Section>
    </StaffPage>
  );
}

function DeskFilterForm({ tab, filter, programmes, posts }: DeskProps) {
  if (programmes.length < 2 && posts.length < 2) return null;
  return (
    <form class="filters" method="get" action="/desk">
      {tab !== 'answer' && <input type="hidden" name="tab" value={tab} />}
      <label>
        制度
        <select name="programme">
          <option value="">すべて</option>
          {programmes.map((p) => (
            <option value={p.id} selected={p.id === filter.programme}>
              {p.label}
            </option>
          ))}
        </select>
      </label>
      {posts.length > 1 && (
        <label>
          職
          <select name="post">
            <option value="">すべて</option>
            {posts.map((p) => (
              <option value={p.id} selected={p.id === filter.post}>
                {p.label}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="submit" class="quiet">
        しぼりこむ
      </button>
      {(filter.programme || filter.post) && <a href={deskHref(tab, { programme: '', post: '' })}>しぼりこみをやめる</a>}
    </form>
  );
}

function DeskEntry({ row, now, calendar, open }: { row: DeskRow; now: Instant; calendar: Calendar; open: boolean }) {
  const due = row.dueAt === null ? null : dueWords(row.dueAt, now, calendar);
  return (
    <li class={open && due?.late ? 'row late' : 'row'}>
      <article>
        <p class="row-due">
          {due && open && <strong>{due.late ? `! ${due.words}` : due.words}</strong>} {row.dueAt !== null && <time>{open ? momentWords(row.dueAt, now) : dayWords(row.dueAt, now)}</time>}
        </p>
        <p class="row-what">
          <Door href={row.href}>{row.ask}</Door>
          <span class="row-case">
            <span translate="no">{row.number}</span> {row.title}
          </span>
        </p>
        <p class="row-facts">
          {[row.waits, row.money, row.stage, row.programme, row.post, ...row.marks.filter((mark) => mark !== '期限超過')].filter(Boolean).join('・')}
        </p>
      </article>
    </li>
  );
}
