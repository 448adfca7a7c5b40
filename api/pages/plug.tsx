// The practice city only: parts of the house are stopped on purpose, and the page shows what waited meanwhile and that nothing happened twice.
import type { Plugged, PlugPart } from '../../activities/platform/plug.js';
import { PLUG_SECONDS } from '../../activities/platform/plug.js';
import type { Finding, OnceWhat } from '../../db/store/consistency.js';
import type { WaitingNow } from '../../db/store/waiting-now.js';
import type { Instant } from '../../workflows/domain/calendar.js';
import { FindingsSection } from './admin-house.js';
import { secondWords } from './day-words.js';
import { PlainPage } from './desk-frame.js';
import { DataTable, Section } from './desk-parts.js';

/** What the tables say: `now` is of the city's clock; `waiting` and `once` count from the stop on, `findings` looks at everything. */
export type PlugFigures = { readonly now: Instant; readonly waiting: WaitingNow; readonly once: readonly { readonly what: OnceWhat; readonly n: number; readonly twice: number }[]; readonly findings: readonly Finding[] };
/** `real` and the instants of the pulls are of the real clock; `figures` null = the database is away. `since`: from when on is counted. */
export type PlugProps = Plugged & { readonly real: number; readonly since: number | null; readonly figures: PlugFigures | null; readonly notice?: string };

const PART_WORDS: { readonly [K in PlugPart]: readonly [string, string] } = {
  worker: ['働き手', '案件を次の段階へ進め、メールを送り、文書をつくります'],
  engine: ['進行係', '案件ごとに、いつ何をするかを覚えています（Temporal）'],
  database: ['データベース', '受け付けたものを、すべてここに残します（Postgres）'],
};
const ONCE_WORDS: { readonly [K in OnceWhat]: string } = { answers: '受け付けた回答', mails: '書いたメール', orders: '振込の指図', events: '手続の記録' };

export function PlugPage({ real, parts, pulls, since, figures, notice }: PlugProps) {
  const away = (part: PlugPart) => pulls.find((one) => one.part === part && one.backAt === null);
  return (
    <PlainPage title="部品を止めてみる" heading="練習用の市：部品を止めてみる" notice={notice} back={{ href: '/demo', label: '練習のページ' }}>
      <p>部品を1つ、急に止めます（電源を抜くのと同じです）。決めた時間がたつと、自動で動き直します。止まっている間も、ほかのページを開いて回答してみてください。受け付けたものはなくならず、二重にもなりません。</p>
      <Section title="部品" id="parts">
        <ul class="rows">
          {parts.map(({ part, state }) => {
            const pull = away(part);
            return (
              <li class="row">
                <p>
                  <strong>{PART_WORDS[part][0]}</strong>　{pull ? `止まっています（${leftWords(pull.at + pull.seconds * 1000 - real)}）` : state === 'ready' ? '動いています' : '動き直しています'}
                </p>
                <p class="quiet-text">{PART_WORDS[part][1]}</p>
                {!pull && (
                  <form method="post" action="/demo/plug" class="inline-form">
                    <input type="hidden" name="part" value={part} />
                    <label>
                      長さ
                      <select name="seconds">
                        {PLUG_SECONDS.map((seconds) => (
                          <option value={seconds}>{seconds}秒</option>
                        ))}
                      </select>
                    </label>
                    <button type="submit" class="quiet">
                      {PART_WORDS[part][0]}を止める
                    </button>
                  </form>
                )}
              </li>
            );
          })}
        </ul>
        <p>
          <a href="/demo/plug">いまの様子を見る（読み込み直す）</a>
        </p>
      </Section>
      {figures === null ? (
        <Section title="データベースが止まっています" id="database-away">
          <p>この間、ほかのページは「いま受け付けられません」と答えます。入力した内容は画面に残り、もう一度送れます。数は、動き直したあとにここに出ます。</p>
        </Section>
      ) : (
        <Figures figures={figures} since={since} />
      )}
      {pulls.length > 0 && (
        <Section title="止めた記録" id="pulls">
          <DataTable caption="本当の時計で、新しい順" cards head={['部品', '止めた時', '長さ', '動き直した時']} rows={pulls.toReversed().slice(0, 20).map((one) => [PART_WORDS[one.part][0], secondWords(one.at), `${one.seconds}秒`, one.backAt === null ? 'まだ' : secondWords(one.backAt)])} />
        </Section>
      )}
    </PlainPage>
  );
}

function Figures({ figures: { now, waiting, once, findings }, since }: { readonly figures: PlugFigures; readonly since: number | null }) {
  const rows: readonly (readonly [string, string])[] = [
    ['受け付けた回答と申出', `${waiting.acts}件`], ['次の段階へ進むのを待つ案件', `${waiting.settled}件`], ['時が来て、動くのを待つ案件', `${waiting.due}件`], ['送信を待つメール', `${waiting.mails}通`], ['これからする文書・振込', `${waiting.hands}件`],
  ];
  return (
    <>
      <Section title="待っているもの" asOf={now} id="waiting">
        <DataTable caption={since === null ? 'まだ何も止めていません' : `${secondWords(since)}に止めてから受け付けたものと、いま待っているもの`} head={['何', 'いま']} rows={rows} />
      </Section>
      <Section title="二重になったもの" asOf={now} id="twice">
        <DataTable caption={since === null ? 'いまから数えます' : `${secondWords(since)}に止めてから`} head={['何', '数', '二重']} rows={once.map((one) => [ONCE_WORDS[one.what], `${one.n}件`, `${one.twice}件`])} />
      </Section>
      <FindingsSection findings={findings} now={now} />
    </>
  );
}

const leftWords = (ms: number): string => (ms > 0 ? `あと${Math.ceil(ms / 1000)}秒で動き直します` : '動き直しています');
