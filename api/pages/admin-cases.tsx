// S29: which cases are …? Ready-made questions with their counts, search, filters that live in the URL, fifty rows a page.
import type { Calendar, Instant } from '../../workflows/domain/calendar.js';
import { yenWords } from '../../workflows/domain/words.js';
import { AGES, type CaseFilter, DEPTHS, FILTER_KEYS, listHref, QUESTIONS, type QuestionId } from './admin-case-filter.js';
import { countWords } from './count-words.js';
import { dayWords, dueWords, heldWords } from './day-words.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { DataTable, Section } from './desk-parts.js';

export type CaseListRow = {
  readonly number: string; readonly title: string; readonly group: string; readonly programme: string; readonly version: number; readonly stage: string; readonly holder: string; readonly since: Instant;
  readonly dueAt: Instant | null; readonly committedYen: number; readonly ending: string | null; readonly stuck: boolean;
};
export type Choice = { readonly id: string; readonly label: string };
export type CaseListProps = {
  readonly staff: Staff; readonly now: Instant; readonly calendar: Calendar; readonly filter: CaseFilter; readonly rows: readonly CaseListRow[]; readonly total: number; readonly more: string | null;
  readonly counts: { readonly [K in QuestionId]: number }; readonly programmes: readonly Choice[]; readonly stages: readonly Choice[]; readonly holders: readonly Choice[]; readonly calls: readonly Choice[];
};

const STATES: readonly Choice[] = [{ id: '', label: '続いているもの' }, { id: 'closed', label: '終わったもの' }, { id: 'all', label: 'すべて' }];
const SORTS: Readonly<Record<string, string>> = { still: '動きの古い順' };
const LABELS: Readonly<Record<(typeof FILTER_KEYS)[number], string>> = { q: '検索', programme: '制度', stage: '段階', holder: '担当', age: '段階にいる日数', late: '期限超過', due: '期限の日', stuck: '止まっている', state: '状態', sort: '並び', call: '募集' };

/** What a filter's value is called; an unknown value is shown as it is, so that its reader sees why nothing matches. */
function valueWord(key: (typeof FILTER_KEYS)[number], value: string, props: CaseListProps): string {
  const of = (list: readonly Choice[]) => list.find((one) => one.id === value)?.label ?? value;
  switch (key) {
    case 'programme': return of(props.programmes);
    case 'stage': return of(props.stages);
    case 'holder': return of(props.holders);
    case 'call': return of(props.calls);
    case 'state': return of(STATES);
    case 'age': return value in AGES ? `${value.replace('-', '–')}日（開庁日）` : value;
    case 'late': return value === 'all' ? 'すべて' : value in DEPTHS ? `${value.replace('-', '–')}日（開庁日）` : value;
    case 'due': return value === 'today' ? 'きょう' : value;
    case 'stuck': return 'はい';
    case 'sort': return SORTS[value] ?? value;
    default: return value;
  }
}

export function CaseListPage(props: CaseListProps) {
  const { staff, now, filter, total, rows } = props;
  const chips = FILTER_KEYS.filter((key) => filter[key]);
  return (
    <StaffPage title="案件の一覧" heading="案件の一覧" staff={staff} here="cases">
      <nav class="questions" aria-label="よくある質問">
        {(Object.keys(QUESTIONS) as QuestionId[]).map((id) => (
          <a href={`/admin/cases?${QUESTIONS[id].query}`}>
            {QUESTIONS[id].label}（{countWords(props.counts[id])}）
          </a>
        ))}
      </nav>
      <FilterForm {...props} />
      <Section title={countWords(total, '件')} asOf={now} id="rows">
        {chips.length > 0 && (
          <ul class="chips" aria-label="しぼりこみ">
            {chips.map((key) => (
              <li>
                <a href={listHref(filter, { [key]: null })}>
                  {LABELS[key]}：{valueWord(key, filter[key] ?? '', props)} <span aria-hidden="true">×</span>
                  <span class="hidden">をやめる</span>
                </a>
              </li>
            ))}
          </ul>
        )}
        {rows.length === 0 ? <p>{chips.length > 0 ? `あてはまる案件はありません。${chips.map((key) => `「${LABELS[key]}」`).join('か')}をやめると見つかることがあります。` : '案件はまだありません。'}</p> : <Rows {...props} />}
        {props.more && (
          <p>
            <a href={props.more}>次の50件</a>
          </p>
        )}
      </Section>
    </StaffPage>
  );
}

function Rows({ rows, now, calendar, filter }: CaseListProps) {
  return (
    <DataTable
      caption={filter.sort === 'still' ? '動きの古い順' : '受付の新しい順'}
      head={['番号', '題名', '団体', '段階', '担当', 'この段階になってから', '期限', '金額', 'ルール']}
      numeric={[7]}
      cards
      rows={rows.map((row) => {
        const due = row.dueAt === null ? null : dueWords(row.dueAt, now, calendar);
        return [
          <a href={`/admin/cases/${row.number}`} translate="no" class="nowrap">
            {row.number}
          </a>,
          row.title,
          row.group,
          row.ending ?? (row.stuck ? `${row.stage}（事務局確認中）` : row.stage),
          row.holder,
          heldWords(row.since, now, calendar),
          due === null || row.ending ? '' : <span class={due.late ? 'late-word' : undefined}>{`${dayWords(row.dueAt ?? 0, now)} ${due.words}`}</span>,
          row.committedYen > 0 ? yenWords(row.committedYen) : '',
          `${row.programme} 第${row.version}版`,
        ];
      })}
    />
  );
}

function FilterForm({ filter, programmes, stages, holders }: CaseListProps) {
  const select = (name: string, label: string, value: string | undefined, options: readonly Choice[], empty: string | null) => (
    <label>
      {label}
      <select name={name}>
        {empty !== null && <option value="">{empty}</option>}
        {options.map((one) => (
          <option value={one.id} selected={one.id === (value ?? '')}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <form class="filters" method="get" action="/admin/cases">
      <label>
        番号・団体・題名
        <input type="search" name="q" value={filter.q ?? ''} />
      </label>
      {select('programme', '制度', filter.programme, programmes, 'すべて')}
      {select('stage', '段階', filter.stage, stages, 'すべて')}
      {select('holder', '担当', filter.holder, holders, 'すべて')}
      {select('state', '状態', filter.state, STATES, null)}
      <button type="submit" class="quiet">
        さがす
      </button>
    </form>
  );
}
