// S23, the handover sheet: for each post every open case with its items, progress, what is unfinished, its documents and the next date. Made for paper, A4.
import type { Instant } from '../../workflows/domain/calendar.js';
import { dayWords, momentWords } from './day-words.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { Door, Facts, Section } from './desk-parts.js';
import type { NowBox } from './admin-case.js';
import type { Next } from './next-words.js';

export type HandoverCase = {
  readonly box: NowBox;
  readonly open: readonly { readonly act: string; readonly to: string; readonly dueAt: Instant; readonly own: boolean }[];
  /** The last three, newest first. */
  readonly events: readonly { readonly at: Instant; readonly text: string }[];
  readonly documents: readonly { readonly name: string; readonly at: Instant }[];
  readonly next: Next | null;
};
export type HandoverProps = { readonly staff: Staff; readonly now: Instant; readonly posts: readonly { readonly post: string; readonly cases: readonly HandoverCase[] }[] };

/** One page for all posts a person holds; the browser prints it. */
export const HandoverPage = ({ staff, now, posts }: HandoverProps) => (
  <StaffPage title="引継書" heading="引継書" staff={staff} here="handover">
    <p>あなたの職に関わる、終わっていない案件の全部です。ブラウザーの印刷で、紙にできます。期限は、人が替わっても変わりません。</p>
    {posts.length === 0 && <p>いま、あなたの職はありません。</p>}
    {posts.map((post, n) => (
      <Section title={`${post.post}　${post.cases.length}件`} asOf={now} id={`post-${n}`}>
        {post.cases.length === 0 && <p>終わっていない案件はありません。</p>}
        <ol class="handover">
          {post.cases.map((one) => (
            <HandoverEntry one={one} now={now} />
          ))}
        </ol>
      </Section>
    ))}
  </StaffPage>
);

function HandoverEntry({ one, now }: { one: HandoverCase; now: Instant }) {
  const { box } = one;
  return (
    <li>
      <article>
        <h3>
          <Door href={`/desk/cases/${box.number}`}>
            <span translate="no">{box.number}</span> {box.title}
          </Door>
        </h3>
        <Facts
          facts={[
            ['制度と団体', `${box.programme}　${box.group}`],
            ['いまの段階', `${box.stage}（${dayWords(box.since, now)}から、${box.holder}）${box.stuck ? `　止まっています：${box.stuck}` : ''}`],
            ['次の日', one.next ? `${one.next.at === null ? '' : `${momentWords(one.next.at, now)}　`}${one.next.text}` : '決まっていません'],
            ['未了の事項', one.open.length === 0 ? 'ありません' : <ul class="plain-list">{one.open.map((r) => <li>{r.own ? <strong>{r.act}（この職）</strong> : `${r.act}（${r.to}）`}　{momentWords(r.dueAt, now)}まで</li>)}</ul>],
            ['経過（新しい3つ）', <ul class="plain-list">{one.events.map((event) => <li>{momentWords(event.at, now)}　{event.text}</li>)}</ul>],
            ['文書', one.documents.length === 0 ? 'まだありません' : <ul class="plain-list">{one.documents.map((d) => <li>{d.name}（{dayWords(d.at, now)}）</li>)}</ul>],
          ]}
        />
      </article>
    </li>
  );
}
