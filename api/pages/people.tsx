// S36: which post is held by whom from when. A transfer takes effect at its instant: links move, deadlines stay.
import type { Instant } from '../../workflows/domain/calendar.js';
import { dateOf } from '../../workflows/domain/calendar.js';
import { dateWords } from '../../workflows/domain/words.js';
import { dayWords } from './day-words.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { FaultSummary, type FormFault } from './desk-form.js';
import { Section } from './desk-parts.js';

export type HoldingView = { readonly id: string; readonly name: string; readonly fromAt: Instant; readonly toAt: Instant | null };
export type PostView = { readonly code: string; readonly name: string; readonly department: string; readonly holdings: readonly HoldingView[]; readonly open: number };
export type PersonView = { readonly id: string; readonly name: string; readonly email: string; readonly administrator: boolean };
export type Typed = Readonly<Record<string, string>>;
export type PeopleProps = {
  readonly staff: Staff; readonly now: Instant; readonly posts: readonly PostView[]; readonly people: readonly PersonView[]; readonly typed: Typed; readonly faults: readonly FormFault[]; readonly notice?: string;
};

const current = (post: PostView, now: Instant) => post.holdings.find((h) => h.fromAt <= now && (h.toAt === null || h.toAt > now)) ?? null;

export function PeoplePage(props: PeopleProps) {
  const { staff, now, posts, people } = props;
  const departments = [...new Set(posts.map((post) => post.department))];
  const vacant = posts.filter((post) => current(post, now) === null);
  return (
    <StaffPage title="人と職" heading="人と職" staff={staff} here="people" notice={props.notice} wide>
      <FaultSummary faults={props.faults} />
      {vacant.length > 0 && (
        <p class="warn" role="note">
          人がいない職が{vacant.length}あります（{vacant.map((post) => `${post.department} ${post.name}`).join('、')}）。お願いは課長に回ります。
        </p>
      )}
      <div class="boxes two">
        <TransferForm {...props} />
        <AddPersonForm {...props} />
      </div>
      {departments.map((name) => (
        <Section title={name} id={`dept-${departments.indexOf(name)}`}>
          <ul class="rows">
            {posts
              .filter((post) => post.department === name)
              .map((post) => (
                <PostEntry post={post} now={now} />
              ))}
          </ul>
        </Section>
      ))}
      <Section title={`登録されている人 ${people.length}人`} id="everybody">
        <ul class="plain-list columns">
          {people.map((person) => (
            <li>
              {person.name}
              {person.administrator && '（事務局の管理者）'} <span class="quiet-text">{person.email}</span>
            </li>
          ))}
        </ul>
      </Section>
    </StaffPage>
  );
}

function PostEntry({ post, now }: { post: PostView; now: Instant }) {
  const holder = current(post, now);
  return (
    <li class="row">
      <p>
        <strong>{post.name}</strong>　{holder ? `${holder.name}さん` : <span class="late-word">人がいません</span>}
        {post.open > 0 && <span class="quiet-text">（回答待ち {post.open}件）</span>}
      </p>
      <ul class="plain-list">
        {post.holdings.map((h) => (
          <li>
            {h.name}：{dateWords(dateOf(h.fromAt))}から{h.toAt !== null && ` ${dateWords(dateOf(h.toAt - 1))}まで`}
            {h.fromAt > now && '（予定）'}
          </li>
        ))}
      </ul>
      {holder && holder.toAt === null && (
        <form method="post" action="/admin/people/end" class="inline-form">
          <input type="hidden" name="holding" value={holder.id} />
          <label>
            終わりの日
            <input type="text" name="until" size={12} inputmode="numeric" placeholder="2027-03-31" required />
          </label>
          <button type="submit" class="quiet">
            後任なしで終える
          </button>
        </form>
      )}
    </li>
  );
}

function TransferForm({ posts, people, typed }: PeopleProps) {
  return (
    <Section title="異動を登録する" id="transfer">
      <p>次の画面で、移るお願いの数を確かめてから登録します。期限は変わりません。</p>
      <form method="post" action="/admin/people/transfer" class="stacked">
        <label>
          職
          <select name="post" required>
            <option value="">選んでください</option>
            {posts.map((post) => (
              <option value={post.code} selected={typed.post === post.code}>
                {post.department} {post.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          新しい人
          <select name="person" required>
            <option value="">選んでください</option>
            {people.map((person) => (
              <option value={person.id} selected={typed.person === person.id}>
                {person.name}（{person.email}）
              </option>
            ))}
          </select>
        </label>
        <label>
          いつから（例：2027-04-01、令和9年4月1日）
          <input type="text" name="from" value={typed.from ?? ''} required />
        </label>
        <button type="submit">移るお願いを確かめる</button>
      </form>
    </Section>
  );
}

function AddPersonForm({ typed }: PeopleProps) {
  return (
    <Section title="人を加える" id="add">
      <form method="post" action="/admin/people/add" class="stacked">
        <label>
          氏名
          <input type="text" name="name" value={typed.name ?? ''} maxlength={100} autocomplete="off" required />
        </label>
        <label>
          メールアドレス
          <input type="email" name="email" value={typed.email ?? ''} maxlength={254} autocomplete="off" required />
        </label>
        <label class="check">
          <input type="checkbox" name="administrator" value="on" checked={typed.administrator === 'on'} /> 事務局の管理者
        </label>
        <button type="submit">人を加える</button>
      </form>
    </Section>
  );
}

export type TransferPreviewProps = { readonly staff: Staff; readonly now: Instant; readonly post: PostView; readonly person: PersonView; readonly from: Instant };

/** What a transfer will do, before it is done. */
export function TransferPreviewPage({ staff, now, post, person, from }: TransferPreviewProps) {
  const holder = current(post, now);
  return (
    <StaffPage title="異動の確認" heading={`${post.department} ${post.name}を${person.name}さんに替えますか`} staff={staff} here="people" back={{ href: '/admin/people', label: '人と職' }}>
      <ul>
        <li>{dayWords(from, now)}から、{person.name}さんがこの職になります。</li>
        {holder && <li>{holder.name}さんがこの職で受け取ったリンクは、その時に使えなくなります。</li>}
        <li>今、この職で回答を待っているお願いは{post.open}件です。その時に開いているものが{person.name}さんに移り、一覧のメールが1通届きます。</li>
        <li>期限は変わりません。だれがいつこの職だったかは、記録に残ります。</li>
      </ul>
      <form method="post" action="/admin/people/transfer">
        <input type="hidden" name="post" value={post.code} />
        <input type="hidden" name="person" value={person.id} />
        <input type="hidden" name="from" value={dateOf(from)} />
        <input type="hidden" name="sure" value="yes" />
        <button type="submit" data-primary>
          異動を登録する
        </button>
        <p>
          <a href="/admin/people">やめて戻る</a>
        </p>
      </form>
    </StaffPage>
  );
}
