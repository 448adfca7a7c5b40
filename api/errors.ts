// One table from what went wrong to status and sentence; pages and the JSON API read the same.
import { HTTPException } from 'hono/http-exception';
import { DomainError, type ErrorCode } from '../db/store/errors.js';
import { sqlState } from '../activities/platform/failures.js';

export const STATUS: { readonly [K in ErrorCode]: number } = { NOT_FOUND: 404, NOT_ALLOWED: 404, INVALID: 422, CONFLICT: 409, EXPIRED: 410, LIMIT: 429, PRECONDITION: 412 };

/** What a reader is told about a refused request, by its public key. */
export const SENTENCES: Readonly<Record<string, string>> = {
  'call-closed': '締切を過ぎたため提出できません。書いた内容は残っています。',
  'follow-up-over': 'もとの提案の手続が終わったか、期限を過ぎたため、この申請は提出できません。書いた内容は残っています。',
  'no-call-to-follow': '引き継ぐ制度の募集がまだありません。事務局にお知らせください。',
  'draft-submitted': 'この書きかけは、もう提出されています。',
  'envelope-spent': 'ほかの案件に使われたため、予算が足りません。金額を確かめてください。',
  'selection-not-ready': 'まだ確定できません。締切、採点、同点の順を確かめてください。',
  'selection-unchanged': '前の確定から変わったことはありません。',
  'no-such-vote': 'ページが見つかりません。',
  'vote-not-ready': 'まだ用意できません。募集が締め切られ、すべての案件が投票の段階に来ているかを確かめてください。',
  'too-few-candidates': '候補が少なく、決まりどおりの投票ができません。事務局で進め方を決めてください。',
  'vote-dates': '投票の始まりは今より後、締切は始まりより後の日時にしてください。',
  'vote-under-way': '投票が始まっているため、変えられません。',
  'vote-over': '投票は締め切られています。',
  'vote-not-open': 'いまは投票の期間ではありません。',
  'vote-not-over': '投票の締切のあとに行ってください。',
  'code-count': '番号は1から20,000までの数で作ってください。',
  'void-choice': 'この選び方は無効になります。選び直してください。',
  'vote-form-used': 'この画面は、もう使われています。投票のページを開き直してください。',
  'paper-typed-twice': 'この用紙は、もう2人が入力しています。',
  'paper-not-own': '取り消せるのは、自分が入力し、もう1人がまだ入力していない用紙だけです。',
  'paper-agrees': 'この用紙の2人の入力は、合っているか、まだそろっていません。',
  'count-not-ready': 'まだ確定できません。紙の投票の入力と、番号と票の数を確かめてください。',
  'papers-differ': '数えた用紙の枚数と、入力した枚数が違います。入力していない用紙がないかを確かめてください。',
  'vote-confirmed': 'この投票の集計は、もう確定しています。',
  'log-late': '記録の公開が4時間以上できていないため、いまは公表できません。事務局が直したあと、もう一度押してください。',
  'vote-not-confirmed': '集計が確定してから公表してください。',
  'vote-published': 'この投票の結果は、もう公表されています。',
  'call-not-open': '受付中の募集ではありません。',
  'not-later': '今の締切より後の日時を入力してください。',
  'gate-recorded': 'この募集の議決は、もう記録されています。',
  'no-such-case': 'ページが見つかりません。',
  'no-such-draft': 'ページが見つかりません。',
  'no-such-call': 'ページが見つかりません。',
  'no-such-programme': 'ページが見つかりません。',
  'no-such-post': 'この職は登録されていません。',
  'no-such-person': 'この人は登録されていません。',
  'own-deputy': '本人を代理にすることはできません。',
  'last-administrator': '管理者がいなくなるため、登録できません。先に、ほかの管理者を加えてください。',
  'no-such-successor': '引き継ぐ課に、仕事を受ける職がありません。課を確かめてください。',
  'no-such-order': 'この支払は見つかりません。',
  'no-envelope': 'この年度の予算枠が登録されていません。事務局にお知らせください。',
  'no-such-envelope': 'ページが見つかりません。',
  'no-such-entry-in-log': 'この記録は見つかりません。',
  'no-such-entry': 'この記入は見つかりません。',
  'not-an-amount': '金額を1円以上の数字で入力してください。',
  'no-reason': '理由を入力してください。',
  'days-reversed': '終わりの日は、初めの日より前にできません。',
  'no-such-suspension': 'ページが見つかりません。',
  'budget-entered': '当初予算はもう入力されています。変えるときは増額か減額を、誤りを直すときは訂正を入力してください。',
  'entry-differs': '同じ画面から別の内容が、もう入力されています。画面を開き直して確かめてください。',
  'below-committed': '決定した額より少なくなるため、入力できません。',
  'year-over': 'この年度は終わっているため、予算を変えられません。',
  'year-closed': 'この年度の出納は5月31日に閉じたため、この予算からは支払えません。過年度支出にするか、繰越の手続きを確かめてください。',
  'year-runs': '繰越は、年度が終わった4月1日から入力できます。',
  'another-year': 'この案件の予算は、もう別の年度のものです。画面を開き直して確かめてください。',
  'another-programme': 'この番号の案件は、別の制度のものです。',
  'case-ended': 'この案件は終わっているため、繰り越せません。',
  'order-under-way': '振込の途中のため、いまは繰り越せません。振込が終わってから入力してください。',
  'nothing-to-carry': 'この案件には、繰り越す額（決定して支払っていない額）がありません。',
  'date-ahead': '日付は今日までの日を入力してください。',
  'carry-over-faults': '繰越に必要なことがそろっていません。',
  'counter-of-counter': '訂正の記入は、訂正できません。正しい内容を新しく入力してください。',
  'follows-the-bank': '送金の準備と戻りは銀行の結果で決まるため、手では訂正できません。',
  'case-not-named': 'この記入は案件から来ています。訂正するには、その案件の番号を入力してください。',
  'case-goes-on': '進行中の案件の記入は、手では訂正できません。案件の手続きで直してください。',
  'followed-by-others': 'この記入のあとに、同じ額をもとにした記入があります。新しい記入から順に訂正してください。',
  'carried-money-moved': '繰り越した額がもう使われているため、訂正できません。',
  'person-in-open-case': 'この人の案件が進行中のため、まだ消せません。案件が終わってから、もう一度行ってください。',
  'no-such-purge': 'この一覧は、もう終わったか、取りやめられています。',
  'second-person': 'もう1人の管理者の承認が必要です。同じ人が2回は承認できません。',
  'purge-approved': '2人が承認した一覧は、取りやめられません。',
  'no-calendar': 'この年度の暦が登録されていません。事務局にお知らせください。',
  'no-stages': 'この制度はまだ使えません。事務局にお知らせください。',
};

/** What a reader is told when a request is refused before anything is read of it, by its status. */
const REFUSED: Readonly<Record<number, string>> = {
  403: 'ほかのサイトから送られたため、受け付けませんでした。このサイトのページを開き直して、もう一度送ってください。',
  413: '送られたものが大きすぎます。ファイルを小さくするか、数を減らして、もう一度送ってください。',
};

/** The public face of an error: status, sentence, and whether the database was away. */
export function faceOf(error: unknown): { status: number; sentence: string; key: string; retryAfter: number | null } {
  if (error instanceof DomainError) return { status: STATUS[error.code], sentence: SENTENCES[error.publicKey] ?? 'このページは表示できません。', key: error.publicKey, retryAfter: null };
  if (error instanceof HTTPException && error.status < 500) return { status: error.status, sentence: REFUSED[error.status] ?? 'このページは表示できません。', key: 'refused', retryAfter: null };
  if (isDatabaseAway(error)) return { status: 503, sentence: 'いま受け付けられません。入力した内容はこの画面に残っています。10分後にもう一度押してください。', key: 'database-away', retryAfter: 600 };
  const state = sqlState(error);
  if (state === 'SQL.55P03' || state === 'SQL.40P01') return { status: 503, sentence: 'いま混み合っています。少し待って、もう一度押してください。', key: 'busy', retryAfter: 5 };
  return { status: 500, sentence: 'うまくいきませんでした。担当の課にお知らせください。', key: 'unexpected', retryAfter: null };
}

/** Whether an error says that Postgres cannot be reached. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code = String((cause as { code?: unknown }).code ?? '');
    if (/^(ECONNREFUSED|ECONNRESET|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|57P0[123])$/.test(code)) return true;
  }
  return false;
}
