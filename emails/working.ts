// How an amount came about, on one or two lines: 412,500円 × 4/5 = 330,000円（千円未満切り捨て）.
import type { MailFacts } from '../workflows/domain/mail.js';
import { sum, type WorkingStep } from '../workflows/domain/money.js';
import type { RejectReason } from '../workflows/domain/receipts.js';
import { dateWords, REJECT_WORDS, yenWords } from '../workflows/domain/words.js';
import { count, word } from './about.js';
import type { Line } from './content.js';
import { languageOf, says } from './say.js';

const UNITS: Readonly<Record<number, string>> = { 100: '百円', 1000: '千円', 10000: '1万円' };

/** An amount in the reader's language. */
export const money = (f: MailFacts, yen: number): string => yenWords(yen, languageOf(f));

/** The working kept with the fact, as a sentence; '' when there is none. */
export function workingWords(f: MailFacts): string {
  const steps = read(word(f, 'working'));
  const s = says(f);
  const yen = (n: number) => money(f, n);
  let before = 0;
  let out = '';
  for (const step of steps) {
    switch (step.kind) {
      case 'eligible':
        out = s(`対象経費 ${yen(step.yen)}`, `対象（たいしょう）になるお金 ${yen(step.yen)}`, `Eligible cost ${yen(step.yen)}`);
        break;
      case 'other-grants':
        out += s(` − ほかの補助 ${yen(step.yen)}`, ` − ほかの補助金（ほじょきん） ${yen(step.yen)}`, ` − other grants ${yen(step.yen)}`);
        break;
      case 'rate':
        out = `${out.includes('−') ? `(${out})` : out} × ${step.rate.num}/${step.rate.den} = ${yen(step.yen)}`;
        break;
      case 'unit': {
        const unit = UNITS[step.unitYen] ?? yen(step.unitYen);
        if (step.unitYen > 1) out += step.yen === before ? s(`（${unit}未満切り捨て）`, `（${unit}より小（ちい）さい額（がく）は切（き）り捨（す）て）`, ` (rounded down to ${yen(step.unitYen)})`)
          : s(` → ${unit}未満切り捨て ${yen(step.yen)}`, ` → ${unit}より小（ちい）さい額（がく）を切（き）り捨（す）て ${yen(step.yen)}`, ` → rounded down to ${yen(step.yen)}`);
        break;
      }
      case 'cap':
        if (step.yen !== before) out += s(` → 上限 ${yen(step.capYen)}`, ` → いちばん多（おお）い額（がく） ${yen(step.capYen)}`, ` → cap ${yen(step.capYen)}`);
        break;
      case 'excess':
        if (step.yen !== before) out += s(` → 収入 ${yen(step.incomeYen)}と合わせて対象経費まで ${yen(step.yen)}`, ` → 入（はい）ったお金 ${yen(step.incomeYen)}の分（ぶん）を引（ひ）く ${yen(step.yen)}`, ` → less what income of ${yen(step.incomeYen)} leaves above the cost: ${yen(step.yen)}`);
        break;
      case 'asked':
        if (step.yen !== before) out += s(` → 求める額 ${yen(step.askedYen)}`, ` → あなたが求（もと）めた額（がく） ${yen(step.askedYen)}`, ` → amount asked for ${yen(step.askedYen)}`);
        break;
      case 'decided':
        if (step.yen !== before) out += s(` → 決定額 ${yen(step.decidedYen)}まで`, ` → 決（き）まった額（がく） ${yen(step.decidedYen)}まで`, ` → at most the amount decided ${yen(step.decidedYen)}`);
        break;
    }
    before = step.yen;
  }
  return out;
}

function read(json: string): readonly WorkingStep[] {
  if (json === '') return [];
  try {
    const steps: unknown = JSON.parse(json);
    return Array.isArray(steps) ? (steps as readonly WorkingStep[]) : [];
  } catch {
    return [];
  }
}

type RejectedItem = { readonly payee: string; readonly what: string; readonly paidOn: string; readonly yen: number; readonly reason: RejectReason };

/** What was not recognised, receipt by receipt with its reason, as one row; none when everything was. */
export function rejectedLines(f: MailFacts): Line[] {
  const json = word(f, 'rejected');
  if (json === '') return [];
  const s = says(f);
  const items = JSON.parse(json) as readonly RejectedItem[];
  const one = (it: RejectedItem) => `${dateWords(it.paidOn, languageOf(f))} ${it.payee} ${it.what} ${money(f, it.yen)}: ${s(REJECT_WORDS[it.reason].ja, REJECT_WORDS[it.reason].easy, REJECT_WORDS[it.reason].en)}`;
  const sumYen = sum(items.map((it) => it.yen));
  return [{ label: s('認めなかった費用', '認（みと）めなかったお金（かね）', 'Not recognised'), value: `${s(`合計 ${money(f, sumYen)}`, `ぜんぶで ${money(f, sumYen)}`, `${money(f, sumYen)} in total`)}\n${items.map(one).join('\n')}` }];
}

/** The amount decided with its working, as two rows; none when the fact names no amount. */
export function amountLines(f: MailFacts, key: 'amountYen' | 'finalYen', label: string): Line[] {
  const yen = count(f, key);
  if (yen === null) return [];
  return [{ label, value: money(f, yen) }, { label: says(f)('計算', '計算（けいさん）', 'Working'), value: workingWords(f) }];
}

/** The score with its threshold, as one row; none when nothing was scored. */
export function scoreLine(f: MailFacts): Line[] {
  const total = count(f, 'total');
  const full = count(f, 'full');
  if (total === null || full === null || full === 0) return [];
  const sheets = count(f, 'sheets');
  const threshold = count(f, 'threshold');
  const s = says(f);
  return [{
    label: s('得点', '点数（てんすう）', 'Score'),
    value: s(
      `${total}点（満点 ${full}点${sheets === null ? '' : `、委員${sheets}人`}）${threshold === null ? '' : `。選ばれる基準は${threshold}点以上`}`,
      `${total}点（てん）。いちばん高（たか）い点は${full}点です。${threshold === null ? '' : `選（えら）ばれるのは${threshold}点からです。`}`,
      `${total} of ${full} points${sheets === null ? '' : ` (${sheets} members)`}${threshold === null ? '' : `; ${threshold} or more were needed`}`,
    ),
  }];
}
