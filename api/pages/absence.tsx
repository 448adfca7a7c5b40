// S23, absence: who acts for whom, from when to when, and what a deputy may.
import type { Instant } from '../../workflows/domain/calendar.js';
import { dayWords } from './day-words.js';
import { FaultSummary, type FormFault, SelectLine, TextLine } from './desk-form.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { Section } from './desk-parts.js';

export type AbsenceView = { readonly id: string; readonly post: string; readonly holder: string; readonly deputy: string; readonly fromAt: Instant; readonly toAt: Instant };
type Choice = { readonly id: string; readonly label: string };
export type AbsenceProps = {
  readonly staff: Staff; readonly now: Instant; readonly posts: readonly Choice[]; readonly people: readonly Choice[]; readonly rows: readonly AbsenceView[]; readonly typed: Readonly<Record<string, string>>; readonly faults: readonly FormFault[];
  /** Whose deputy the reader is now. */
  readonly standsIn: readonly string[];
};

/** Appointing a deputy, and ending an absence early. */
export const AbsencePage = ({ staff, now, posts, people, rows, standsIn, typed, faults }: AbsenceProps) => (
  <StaffPage title="不在と代理" heading="不在と代理" staff={staff} here="absence" faulty={faults.length > 0}>
    <FaultSummary faults={faults} />
    {standsIn.length > 0 && (
      <p class="warn" role="note">
        いま、あなたは代理です：{standsIn.join('、')}。回答は、両方の名前で記録されます（代決）。
      </p>
    )}
    <Section title="代理を登録する" id="appoint">
      <p>代理の人は、その間、サインインしてあなたの職の仕事に回答できます。期限は変わりません。あなたに届いたリンクは、そのままあなたのものです。最後の日が終わると、代理は自動で終わります。</p>
      <form method="post" action="/desk/absence" novalidate>
        <SelectLine at="post" label="職" value={typed.post ?? (posts.length === 1 ? posts[0]?.id : undefined)} faults={faults} options={posts} />
        <SelectLine at="deputy" label="代理の人" value={typed.deputy} faults={faults} options={people} />
        <TextLine at="from" label="いつから" hint="例：2026-12-01、令和8年12月1日" value={typed.from} faults={faults} max={20} />
        <TextLine at="to" label="いつまで（最後の日）" hint="例：2026-12-04" value={typed.to} faults={faults} max={20} />
        <button type="submit" data-primary>
          代理を登録する
        </button>
      </form>
    </Section>
    <Section title={`登録された不在 ${rows.length}件`} asOf={now} id="rows">
      {rows.length === 0 && <p>これからの不在はありません。</p>}
      <ul class="rows">
        {rows.map((row) => (
          <li class="row">
            <form method="post" action="/desk/absence/end" class="inline-form">
              <input type="hidden" name="absence" value={row.id} />
              <span>
                {row.post} {row.holder}さん：{dayWords(row.fromAt, now)}から{dayWords(row.toAt - 1, now)}まで、{row.deputy}さんが代理
              </span>
              <button type="submit" class="quiet">
                {row.deputy}さんの代理をいま終える
              </button>
            </form>
          </li>
        ))}
      </ul>
    </Section>
  </StaffPage>
);
