// One sentence for each fault: what to do, then why. The same words in the summary and at the field.
import type { Fault, FaultCode } from '../../../workflows/domain/fields.js';
import { commas } from '../../../workflows/domain/money.js';
import { dateWords } from '../../../workflows/domain/words.js';

type Facts = Fault['facts'];
const s = (facts: Facts, name: string): string => String(facts[name] ?? '');
const n = (facts: Facts, name: string): string => commas(Number(facts[name] ?? 0));

const SENTENCES: { readonly [K in FaultCode]: (facts: Facts) => string } = {
  missing: (f) => `${s(f, 'label')}を入力してください`,
  'not-chosen': (f) => `${s(f, 'label')}を選んでください`,
  'not-agreed': (f) => `「${s(f, 'label')}」にチェックしてください`,
  'not-a-number': (f) => `${s(f, 'label')}は数字で入力してください（例：12,000）`,
  'not-a-code': (f) => `${s(f, 'label')}は${s(f, 'length')}けたの数字で入力してください`,
  'out-of-range': (f) => `${s(f, 'label')}は${n(f, 'min')}から${n(f, 'max')}までです。いまは${n(f, 'is')}です`,
  'too-long': (f) => `${s(f, 'label')}は${n(f, 'max')}字までです。${n(f, 'over')}字多くなっています`,
  'not-kana': (f) => `${s(f, 'label')}はカタカナで入力してください（例：ヤマガタ ハナコ）`,
  'not-an-email': (f) => `${s(f, 'label')}は、name@example.jp のような形で入力してください`,
  'not-a-tel': (f) => `${s(f, 'label')}は数字で入力してください（例：023-000-0000）`,
  'not-a-date': (f) => `${s(f, 'label')}は、ある日付を入力してください（例：2027年4月15日、令和9年4月15日）`,
  'too-early': (f) => `${s(f, 'label')}は${dateWords(s(f, 'from'))}より後の日にしてください`,
  'too-late': (f) => `${s(f, 'label')}は${dateWords(s(f, 'to'))}までの日にしてください`,
  'unknown-option': (f) => `${s(f, 'label')}を一覧から選んでください`,
  'private-character': (f) => `${s(f, 'label')}の「${s(f, 'char')}」は使えない字（外字）です。似た字を入れてください`,
  'too-many-files': (f) => `${s(f, 'label')}は${s(f, 'max')}個までです`,
  'file-missing': (f) => `${s(f, 'label')}を付けてください`,
  'before-decision': (f) => `${s(f, 'label')}が、決定の日（${dateWords(s(f, 'from'))}）より前です。決定より前の支払いは対象になりません。この領収書を外してください`,
  'lines-differ': (f) => `費目ごとの予定の合計${n(f, 'is')}円と、変えたあとの総事業費${n(f, 'max')}円がちがいます。どちらかを直してください`,
  'no-lines': () => '支出を1行は入力してください',
  'line-without-head': (f) => `${s(f, 'line')}行目の費目を選んでください`,
  'line-without-what': (f) => `${s(f, 'line')}行目の内容を入力してください`,
  'line-without-yen': (f) => `${s(f, 'line')}行目の金額を入力してください`,
  'excluded-head': (f) => `${s(f, 'line')}行目の${s(f, 'head')}は、この制度では対象外です（${s(f, 'rule')}）。ほかの費目にするか、消してください`,
  'unit-price': (f) => `${s(f, 'line')}行目の金額は${n(f, 'max')}円までです`,
  'sums-differ': (f) => `収入${n(f, 'income')}円と支出${n(f, 'cost')}円が${n(f, 'difference')}円ちがいます。どちらかを直してください`,
  'asked-too-much': (f) => `求める額は${n(f, 'max')}円までです。いまは${n(f, 'is')}円です`,
  'asked-nothing': () => '求める額を入力してください',
  'interest-differs': (f) => `この入金日の加算金は${n(f, 'max')}円です。いまは${n(f, 'is')}円です`,
  'above-decided': (f) => `${n(f, 'max')}円までです。いまは${n(f, 'is')}円です`,
  unchanged: () => '前と同じままです。直すか、変えない理由を下の欄に書いてください',
  'reason-needed': (f) => `${s(f, 'label')}が1か2のときは、理由を書いてください`,
  'no-change': () => '変わるところを入力してください',
  'parts-above-whole': (f) => `ほかの課の割合の合計が${n(f, 'is')}％です。全部の課で合わせて100％になるように、減らしてください`,
  'split-order': (f) => `似た発注と合わせて${n(f, 'n')}件で${n(f, 'is')}円になり、限度の${n(f, 'max')}円を超えます。別の発注とするか、合わせて一つとみなすかを選んでください`,
  'number-differs': () => '案件番号の終わりの4けたが違います',
  'name-differs': () => '登録されている代表者の氏名と違います。登録のとおりに入力してください',
  'reading-needed': (f) => `${s(f, 'label')}の${s(f, 'place')}字目の「${s(f, 'char')}」は漢字です。読みをカタカナで入力してください${f.looksLike ? `（カタカナの「${s(f, 'looksLike')}」ではありませんか）` : ''}`,
  'stray-mark': (f) => `${s(f, 'label')}の${s(f, 'place')}字目の「${s(f, 'char')}」は、前の字に付けられません。通帳のカナのとおりに入力してください`,
  unmappable: (f) => `${s(f, 'label')}の${s(f, 'place')}字目の「${s(f, 'char')}」は、銀行で使えない字です。通帳のカナのとおりに入力してください`,
  'two-legal-forms': (f) => `${s(f, 'label')}に、法人の種類（カブシキガイシャ、トクヒなど）が2つあります。1つにしてください`,
  'two-office-words': (f) => `${s(f, 'label')}に、営業所や出張所が2つあります。1つにしてください`,
  'form-only': (f) => `${s(f, 'label')}に、法人の種類だけでなく名前も入力してください`,
  'holder-too-long': (f) => `${s(f, 'label')}は、銀行の数え方（濁点も1字）で${n(f, 'max')}字までです。いまは${n(f, 'length')}字です。通帳に印字された長さまで入力してください`,
  'type-against-branch': (f) => `ゆうちょ銀行の支店${s(f, 'branch')}に、この種目の口座はありません。通帳にある振込用の店番と種目を入力してください`,
  'no-match': (f) => `「${s(f, 'typed')}」に合う${s(f, 'label')}が見つかりません。正しい名前か、通帳にある番号を入力してください`,
  'pick-one': (f) => `「${s(f, 'typed')}」に合う${s(f, 'label')}が${n(f, 'count')}つあります。1つ選んでください`,
  'too-many-matches': (f) => `「${s(f, 'typed')}」に合う${s(f, 'label')}が${n(f, 'count')}あります。もう少し長く入力してください`,
  'not-post-bank': (f) => `記号・番号はゆうちょ銀行の口座だけにあります。${s(f, 'bank')}の口座なら、記号・番号を消してください`,
  'symbol-start': () => '記号は、1か0で始まる5けたの数字です。通帳の記号を入力してください',
  'symbol-end': () => '1で始まる記号は、0で終わります。通帳の記号を入力してください',
  'post-number-end': () => '番号は、1で終わります。振込用の口座番号ではなく、通帳の番号を入力してください',
  'evidence-late': () => '記録の公開が4時間以上できていないため、いまは公表できません。入力した内容はこのまま残っています。事務局が直すと公表できます',
  'same-as-old': () => 'いまの登録と同じです。変わるところを入力してください',
};

/** What a fault says to the person who typed. */
export const faultSentence = (fault: Fault): string => SENTENCES[fault.code](fault.facts);

/** Id of the element a fault points at. */
export const faultId = (at: string): string => `f-${at.replace(/[^A-Za-z0-9_-]/g, '-')}`;

/** Files that could not be taken, each with its reason; the others arrived. */
export const FileFaults = ({ lines }: { readonly lines: readonly string[] }) => (lines.length === 0 ? null : <div class="fault-summary" role="alert" tabindex={-1}><h2>届かなかったファイルがあります</h2><ul>{lines.map((line) => <li>{line}</li>)}</ul></div>);

/** All faults at the top of the page, each a link to its field. */
export function FaultSummary({ faults, prefix = '' }: { readonly faults: readonly Fault[]; readonly prefix?: string }) {
  if (faults.length === 0) return null;
  return (
    <div class="fault-summary" role="alert" tabindex={-1}>
      <h2>入力内容に問題があります</h2>
      <ul>{faults.map((fault) => <li><a href={`#${faultId(prefix + fault.at)}`}>{faultSentence(fault)}</a></li>)}</ul>
    </div>
  );
}
