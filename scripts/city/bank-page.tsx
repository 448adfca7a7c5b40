import { Page, shown } from './page.js';
import type { Transfer } from './transfers.js';

const STATES: Record<Transfer['state'], string> = { accepted: '受付済み', settled: '振込済み', returned: '組戻し' };
const REASONS: Record<string, string> = { 'no-such-account': '該当口座なし' };
const yen = new Intl.NumberFormat('ja-JP');

/** The practice bank's book as people read it: newest first, with the sum that really left the city's account. */
export function BankPage({ transfers }: { transfers: Transfer[] }) {
  const settled = transfers.filter((one) => one.state === 'settled').reduce((sum, one) => sum + one.amountYen, 0);
  return (
    <Page title="練習用の銀行">
      <h1>練習用の銀行：振込の一覧（{transfers.length}件）</h1>
      <p>
        振込済みの合計：<strong>{yen.format(settled)}円</strong>
      </p>
      {transfers.length === 0 ? (
        <p>振込はまだありません。</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">日時</th>
              <th scope="col">振込先</th>
              <th scope="col">摘要</th>
              <th scope="col">指図番号</th>
              <th scope="col" class="number">金額</th>
              <th scope="col">状態</th>
            </tr>
          </thead>
          <tbody>
            {transfers.toReversed().map((one) => (
              <tr>
                <td>{shown(one.at)}</td>
                <td>
                  {one.to.holderKana}（{one.to.bank}-{one.to.branch} {one.to.type} {one.to.number}）
                </td>
                <td>{one.memo}</td>
                <td>{one.instructionId}</td>
                <td class="number">{yen.format(one.amountYen)}円</td>
                <td class={one.state === 'returned' ? 'bad' : ''}>
                  {STATES[one.state]}
                  {one.reason ? `（${REASONS[one.reason] ?? one.reason}）` : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
}
