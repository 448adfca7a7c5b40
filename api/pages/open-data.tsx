// Open data: the decisions of each year in one file, for everybody (job P-3).
import { OPEN_COLUMNS } from '../disclosure/open-decisions.js';
import { Page } from './components/layout.js';

export const OpenDataPage = ({ years }: { readonly years: readonly { readonly fiscalYear: number; readonly n: number }[] }) => (
  <Page title="オープンデータ">
    <p class="lead">公表した決定を、年度ごとに1つのファイルにまとめています。だれでも自由に使えます。出典（市の名前とこのページ）を書いてください（クリエイティブ・コモンズ 表示 4.0）。</p>
    {years.length === 0 ? <p>公表した決定はまだありません。</p> : (
      <ul class="list">
        {years.map(({ fiscalYear, n }) => (
          <li>
            <h2>{fiscalYear}年度の決定（{n}件）</h2>
            <p><a href={`/open-data/decisions-${fiscalYear}.csv`} download>{fiscalYear}年度の決定をCSVで保存する</a></p>
            <p><a href={`/open-data/decisions-${fiscalYear}.json`} download>{fiscalYear}年度の決定をJSONで保存する</a></p>
          </li>
        ))}
      </ul>
    )}
    <h2>入っている項目</h2>
    <p>{Object.values(OPEN_COLUMNS).join('、')}</p>
    <p>年度は、公表した日の年度です（4月1日から翌年の3月31日まで）。個人の氏名と連絡先は入っていません。団体ではなく個人で申請したものは、団体名を空にしています。文の中の個人の情報は ■■■ に置き換えています。</p>
    <p>CSVは、文字コードがUTF-8（BOMつき）、区切りがコンマ、改行がCR LFです。</p>
  </Page>
);
