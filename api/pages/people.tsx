// S36: which post is held by whom from when. A transfer takes effect at its instant: links move, deadlines stay.
import type { Instant } from '../../workflows/domain/calendar.js';
import { dateOf } from '../../workflows/domain/calendar.js';
import { dateWords } from '../../workflows/domain/words.js';
import { dayWords } from './day-words.js';
import { FaultSummary, type FormFault, SelectLine, TextLine } from './desk-form.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { DataTable, Section } from './desk-parts.js';

export type HoldingView = { readonly id: string; readonly name: string; readonly fromAt: Instant; readonly toAt: Instant | null };
export type PostView = { readonly code: string; readonly name: string; readonly department: string; readonly holdings: readonly HoldingView[]; readonly open: number };
export type PersonView = { readonly id: string; readonly name: string; readonly email: string; readonly administrator: boolean; readonly organisation?: string };
export type Typed = Readonly<Record<string, string>>;
export type PeopleProps = {
  readonly staff: Staff; readonly now: Instant; readonly posts: readonly PostView[]; readonly people: readonly PersonView[]; readonly departments: readonly { readonly id: string; readonly label: string }[]; readonly typed: Typed; readonly faults: readonly FormFault[]; readonly notice?: string;
};

const current = (post: PostView, now: Instant): HoldingView | null => post.holdings.find((h) => h.fromAt <= now && (h.toAt === null || h.toAt > now)) ?? null;
const span = (h: HoldingView): string => `${dateWords(dateOf(h.fromAt))}から${h.toAt === null ? '' : ` ${dateWords(dateOf(h.toAt - 1))}まで`}`;

export function PeoplePage(props: PeopleProps) {
  const { staff, now, posts, people, faults } = props;
  const vacant = posts.filter((post) => current(post, now) === null);
  return (
    <StaffPage title="人と職" heading="人と職" staff={staff} here="people" notice={props.notice} faulty={faults.length > 0}>
      <FaultSummary faults={faults} />
      {vacant.length > 0 && (
        <p class="warn" role="note">
          人がいない職が{vacant.length}あります（{vacant.map((post) => `${post.department} ${post.name}`).join('、')}）。お願いは課長に回ります。
        </p>
      )}
      <div class="boxes three">
        <TransferForm {...props} />
        <EndForm {...props} />
        <AddPersonForm {...props} />
        <LeaveForm {...props} />
        <DissolveForm {...props} />
      </div>
      <Section title={`職 ${posts.length}`} asOf={now} id="posts">
        <DataTable caption="課の順" cards head={['課と職', 'いまの人', '期間', '前後の人', '回答待ち']} numeric={[4]} rows={posts.map((post) => postRow(post, now))} />
      </Section>
      <Section title={`登録されている人 ${people.length}人`} id="everybody">
        <ul class="plain-list columns">
          {people.map((person) => (
            <li>
              {person.name}
              {person.administrator && '（事務局の管理者）'} <span class="quiet-text">{[person.email, person.organisation].filter(Boolean).join('　')}</span>
            </li>
          ))}
        </ul>
      </Section>
    </StaffPage>
  );
}

function postRow(post: PostView, now: Instant) {
  const holder = current(post, now);
  const others = post.holdings.filter((h) => h !== holder);
  return [`${post.department} ${post.name}`, holder ? `${holder.name}さん` : <span class="late-word">人がいません</span>, holder ? span(holder) : '', others.map((h) => `${h.name}：${span(h)}${h.fromAt > now ? '（予定）' : ''}`).join('、'), `${post.open}件`];
}

function TransferForm({ posts, people, typed, faults }: PeopleProps) {
  return (
    <Section title="異動を登録する" id="transfer">
      <p>次の画面で、移るお願いの数を確かめてから登録します。期限は変わりません。</p>
      <form method="post" action="/admin/people/transfer" novalidate>
        <SelectLine at="post" label="職" value={typed.post} faults={faults} options={posts.map((post) => ({ id: post.code, label: `${post.department} ${post.name}` }))} />
        <SelectLine at="person" label="新しい人" value={typed.person} faults={faults} options={people.map((person) => ({ id: person.id, label: `${person.name}（${person.email}）` }))} />
        <TextLine at="from" label="いつから" hint="例：2027-04-01、令和9年4月1日" value={typed.from} faults={faults} max={20} />
        <button type="submit" class="secondary">
          移るお願いを確かめる
        </button>
      </form>
    </Section>
  );
}

function LeaveForm({ people, typed, faults }: PeopleProps) {
  return (
    <Section title="退職・離任を登録する" id="leave">
      <p>その人のサインイン、パスキー、受け取ったリンクは、その時にすべて使えなくなります。持っていた職の仕事は、課長に一覧で知らせます。</p>
      <form method="post" action="/admin/people/leave" novalidate>
        <SelectLine at="leaver" label="だれが" value={typed.leaver} faults={faults} options={people.map((person) => ({ id: person.id, label: `${person.name}（${person.email}）` }))} />
        <TextLine at="last" label="最後の日" hint="例：2027-03-31。いますぐ終えるときは、きのうの日" value={typed.last} faults={faults} max={20} />
        <button type="submit" class="secondary">
          退職・離任を登録する
        </button>
      </form>
    </Section>
  );
}

function DissolveForm({ departments, typed, faults }: PeopleProps) {
  return (
    <Section title="課の廃止を登録する" id="dissolve">
      <p>その日から、廃止する課の職の仕事はすべて、引き継ぐ課の同じ職（なければ課長）に移ります。期限と案件の内容は変わりません。</p>
      <form method="post" action="/admin/people/dissolve" novalidate>
        <SelectLine at="department" label="廃止する課" value={typed.department} faults={faults} options={departments} />
        <SelectLine at="successor" label="引き継ぐ課" value={typed.successor} faults={faults} options={departments} />
        <TextLine at="since" label="いつから" hint="例：2027-04-01、令和9年4月1日" value={typed.since} faults={faults} max={20} />
        <button type="submit" class="secondary">
          課の廃止を登録する
        </button>
      </form>
    </Section>
  );
}

function EndForm({ posts, now, typed, faults }: PeopleProps) {
  const held = posts.flatMap((post) => { const h = current(post, now); return h && h.toAt === null ? [{ id: h.id, label: `${post.department} ${post.name} ${h.name}さん` }] : []; });
  return (
    <Section title="後任なしで終える" id="end">
      <p>職に人がいなくなります。その後のお願いは課長に回ります。</p>
      <form method="post" action="/admin/people/end" novalidate>
        <SelectLine at="holding" label="だれの、どの職" value={typed.holding} faults={faults} options={held} />
        <TextLine at="until" label="いつまで" hint="例：2027-03-31、令和9年3月31日" value={typed.until} faults={faults} max={20} />
        <button type="submit" class="secondary">
          後任なしで終える
        </button>
      </form>
    </Section>
  );
}

function AddPersonForm({ typed, faults }: PeopleProps) {
  return (
    <Section title="人を加える" id="add">
      <p>加えただけでは職はありません。続けて異動を登録します。</p>
      <form method="post" action="/admin/people/add" novalidate>
        <TextLine at="name" label="氏名" value={typed.name} faults={faults} max={100} />
        <TextLine at="email" label="メールアドレス" type="email" value={typed.email} faults={faults} max={254} />
        <TextLine at="organisation" label="所属の団体" hint="審査会の委員のとき。申請した団体と同じなら、審査から外れます" value={typed.organisation} faults={faults} max={100} />
        <TextLine at="corporateNumber" label="所属の団体の法人番号" hint="13けた。分かるとき" value={typed.corporateNumber} faults={faults} max={20} />
        <label class="check">
          <input type="checkbox" name="administrator" value="on" checked={typed.administrator === 'on'} /> 事務局の管理者
        </label>
        <button type="submit" class="secondary">
          人を加える
        </button>
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
        <li>
          今、この職で回答を待っているお願いは{post.open}件です。その時に開いているものが{person.name}さんに移り、一覧のメールが1通届きます。
        </li>
        <li>期限は変わりません。だれがいつこの職だったかは、記録に残ります。</li>
      </ul>
      <form method="post" action="/admin/people/transfer" class="actions">
        <input type="hidden" name="post" value={post.code} />
        <input type="hidden" name="person" value={person.id} />
        <input type="hidden" name="from" value={dateOf(from)} />
        <input type="hidden" name="sure" value="yes" />
        <button type="submit" data-primary>
          異動を登録する
        </button>
        <a href="/admin/people">やめて戻る</a>
      </form>
    </StaffPage>
  );
}
