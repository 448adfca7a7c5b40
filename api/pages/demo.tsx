// S40: pages of the practice city only: be somebody, read every mail, move the time. Never reachable with a production configuration.
import type { Instant } from '../../workflows/domain/calendar.js';
import { momentWords } from './day-words.js';
import { FaultSummary, type FormFault } from './desk-form.js';
import { PlainPage } from './desk-frame.js';
import { Section } from './desk-parts.js';

export type DemoPerson = { readonly id: string; readonly name: string; readonly roles: readonly string[]; readonly does: string; readonly open: number; readonly administrator: boolean };
/** A place the clock may be moved to, and what the city will do on the way. */
export type DemoMove = { readonly id: string; readonly label: string; readonly at: Instant; readonly what: readonly string[] };
export type DemoProps = {
  readonly now: Instant; readonly people: readonly DemoPerson[]; readonly moves: readonly DemoMove[]; readonly mailboxUrl: string; readonly signedInAs: string | null; readonly faults: readonly FormFault[]; readonly notice?: string; readonly aheadDays: number; /** Whether parts of this city can be stopped by its page. */ readonly plug: boolean;
};

export function DemoPage({ now, people, moves, mailboxUrl, signedInAs, faults, notice, aheadDays, plug }: DemoProps) {
  return (
    <PlainPage title="練習用の市" heading="練習用の市：だれかになってみる、時間を進める" notice={notice}>
      <FaultSummary faults={faults} />
      <div class="boxes two">
        <Section title="市民として" id="citizen">
          <p>申請にアカウントは要りません。書いたメールアドレスへの知らせは、すべて練習用の受信箱に届きます。</p>
          <ul>
            <li>
              <a href="/">共創のとびら（募集を見て提案を書く）</a>
            </li>
            <li>
              <a href={mailboxUrl} rel="noreferrer">
                練習用の受信箱を開く
              </a>
            </li>
            <li>
              <a href="/a">メールのコードを入力する</a>
            </li>
            {plug && (
              <li>
                <a href="/demo/plug">部品を止めてみる（何がなくならないかを見る）</a>
              </li>
            )}
          </ul>
        </Section>
        <Section title="時間を進める" asOf={now} id="time">
          <p>
            市の時計：<strong>{momentWords(now, now)}</strong>
            {aheadDays > 0 && `（本当の時計より${aheadDays}日先）`}。時計は先にだけ進みます。途中で起きるはずのことは、順番どおりに起こします。
          </p>
          <ul class="rows">
            {moves.map((move) => (
              <li class="row">
                <form method="post" action="/demo/time" class="inline-form">
                  <input type="hidden" name="to" value={move.id} />
                  <button type="submit" class="quiet">
                    {move.label}
                  </button>
                  <span>{momentWords(move.at, now)}まで</span>
                </form>
                {move.what.length > 0 && (
                  <ul class="plain-list quiet-text">
                    {move.what.map((one) => (
                      <li>{one}</li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
          <form method="post" action="/demo/time" class="inline-form">
            <input type="hidden" name="to" value="day" />
            <label>
              日を決めて進める（例：2027-04-01）
              <input type="text" name="day" size={12} inputmode="numeric" />
            </label>
            <button type="submit" class="quiet">
              この日まで進める
            </button>
          </form>
        </Section>
      </div>
      <Section title="職員として" id="people">
        <p>
          押すと、その人としてサインインします。{signedInAs !== null && `いまは${signedInAs}さんです。`}職員の仕事は、サインインしなくても受信箱のメールからできます。
        </p>
        <ul class="rows people">
          {people.map((person) => (
            <li class="row">
              <form method="post" action="/demo/be" class="inline-form">
                <input type="hidden" name="person" value={person.id} />
                <button type="submit" class="quiet">
                  {person.name}さんになる
                </button>
                {person.open > 0 && <strong>回答待ち {person.open}件</strong>}
              </form>
              <p>
                {person.roles.join('、') || '職はありません'}　<span class="quiet-text">{person.does}</span>
              </p>
            </li>
          ))}
        </ul>
      </Section>
    </PlainPage>
  );
}
