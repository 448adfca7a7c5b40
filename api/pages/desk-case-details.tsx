// The sections of a case for staff: what was submitted and how it changed, the steps, the money with its working, documents, files.
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Property } from '../../workflows/domain/receipts.js';
import { dateWords, yenWords } from '../../workflows/domain/words.js';
import { FileOffer, type OfferedFile } from './components/files.js';
import type { Row } from './components/parts.js';
import { momentWords } from './day-words.js';
import { DataTable, Facts, Lines, Section } from './desk-parts.js';
import type { Line } from './value-words.js';

export type AnswerVersion = { readonly version: number; readonly at: Instant; readonly changes: readonly { readonly label: string; readonly before: string; readonly after: string }[] };
export type StepView = { readonly name: string; readonly round: number; readonly openedAt: Instant; readonly settledAt: Instant | null; readonly outcome: string | null };
export type DocumentView = { readonly id: string; readonly name: string; readonly madeAt: Instant; readonly bytes: number; readonly sha256: string };
export type FileView = OfferedFile & { readonly id: string; readonly bytes: number; readonly pages: number | null; readonly addedAt: Instant };
export type MoneyView = { readonly askedYen: number | null; readonly decidedYen: number; readonly finalYen: number | null; readonly paidYen: number; readonly refundedYen: number; readonly committedYen: number; readonly working: readonly string[] };
export type Details = {
  readonly now: Instant; readonly answers: readonly { readonly title: string; readonly lines: readonly Line[] }[]; readonly versions: readonly AnswerVersion[]; readonly steps: readonly StepView[];
  readonly money: MoneyView | null; readonly property: readonly Property[]; readonly documents: readonly DocumentView[]; readonly files: readonly FileView[];
  /** Form of co-operation, roles of departments and linked cases, as rows. */
  readonly linked: readonly Row[];
  /** Where a document or file is fetched. */
  readonly fileHref: (kind: 'document' | 'file', id: string) => string;
};

const size = (bytes: number): string => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))}KB` : `${(bytes / 1_000_000).toFixed(1)}MB`);

export function CaseDetails(props: Details) {
  const { now, answers, versions, money } = props;
  return (
    <>
      <Section title="提案の内容" id="answers" aside={<span class="quiet-text">第{versions.length + 1}版</span>}>
        {answers.map((page) => (
          <details open={page === answers[0] || page.lines.length < 4}>
            <summary>{page.title}</summary>
            <Lines lines={page.lines} />
          </details>
        ))}
        {versions.length > 0 && <h3>変わったところ</h3>}
        {versions.map((v) => (
          <details>
            <summary>
              第{v.version}版　{momentWords(v.at, now)}　{v.changes.length}か所
            </summary>
            <DataTable caption={`第${v.version}版で変わったところ`} head={['項目', '前', '後']} rows={v.changes.map((c) => [c.label, <span class="typed">{c.before}</span>, <span class="typed">{c.after}</span>])} />
          </details>
        ))}
      </Section>
      {props.linked.length > 0 && (
        <Section title="協働の形とつながる案件" id="linked">
          <Facts facts={props.linked.map((row) => [row.term, row.value] as const)} />
        </Section>
      )}
      {money && <MoneySection money={money} />}
      {props.property.length > 0 && <PropertySection property={props.property} />}
      <FilesSection {...props} />
      <StepsSection {...props} />
    </>
  );
}

function MoneySection({ money }: { money: MoneyView }) {
  return (
    <Section title="お金" id="money">
      <Facts
        facts={[
          ['求める額', money.askedYen === null ? '未定' : yenWords(money.askedYen)],
          ['決定した額', money.decidedYen > 0 ? yenWords(money.decidedYen) : 'まだ'],
          ['確定した額', money.finalYen === null ? 'まだ' : yenWords(money.finalYen)],
          ['支払済', yenWords(money.paidYen)],
          ['返還済', money.refundedYen > 0 ? yenWords(money.refundedYen) : null],
          ['予算に確保している額', yenWords(money.committedYen)],
        ]}
      />
      {money.working.length > 0 && (
        <>
          <h3>計算</h3>
          <ol class="working">
            {money.working.map((line) => (
              <li>{line}</li>
            ))}
          </ol>
        </>
      )}
    </Section>
  );
}

/** Property bought with the grant, and until when it may not be disposed of. */
function PropertySection({ property }: { property: readonly Property[] }) {
  return (
    <Section title={`取得した財産 ${property.length}件`} id="property">
      <DataTable caption="処分が制限されている財産" head={['名称', '種類', '取得の日', '価格', '制限の終わり']} rows={property.map((it) => [it.pieces > 1 ? `${it.what}（${it.pieces}つ）` : it.what, it.label, dateWords(it.acquiredOn), yenWords(it.yen), dateWords(it.restrictedUntil)])} />
    </Section>
  );
}

function FilesSection({ documents, files, fileHref, now }: Details) {
  return (
    <Section title={`文書とファイル ${documents.length + files.length}つ`} id="files">
      {documents.length + files.length === 0 && <p>まだありません。</p>}
      <ul class="plain-list">
        {documents.map((doc) => (
          <li>
            <a href={fileHref('document', doc.id)}>{doc.name}</a>
            <span class="quiet-text">
              {' '}
              PDF {size(doc.bytes)}　{momentWords(doc.madeAt, now)}　照合番号 {doc.sha256.slice(0, 8)}
            </span>
          </li>
        ))}
        {files.map((file) => (
          <li>
            <FileOffer file={file} href={fileHref('file', file.id)} />
            <span class="quiet-text">
              {' '}
              {size(file.bytes)}
              {file.pages !== null && ` ${file.pages}ページ`}　{momentWords(file.addedAt, now)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function StepsSection({ steps, now }: Details) {
  return (
    <Section title="手順" id="steps">
      <DataTable
        caption="これまでの手順"
        head={['手順', '始まり', '終わり', '結論']}
        rows={steps.map((step) => [step.round > 1 ? `${step.name}（${step.round}回目）` : step.name, momentWords(step.openedAt, now), step.settledAt === null ? '続いています' : momentWords(step.settledAt, now), step.outcome ?? ''])}
      />
    </Section>
  );
}
