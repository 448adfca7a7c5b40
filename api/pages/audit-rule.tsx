// The rule of one published version, as text: what it gives, to whom, by which steps and whose decision, and from which source. It reads the definition and nothing else.
import type { Instant } from '../../workflows/domain/calendar.js';
import type { Rate } from '../../workflows/domain/money.js';
import type { Programme, StepDef } from '../../workflows/domain/programmes.js';
import { yenWords } from '../../workflows/domain/words.js';
import { stepName } from './case-words.js';
import { momentWords } from './day-words.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { DataTable, Facts, Section } from './desk-parts.js';
import { methodWords, ruleLines } from './vote-words.js';

const rate = ({ num, den }: Rate): string => `${num}/${den}`;
const BASIS: { readonly [K in Programme['legalBasis']]: string } = { ordinance: '条例', regulation: '規則', guideline: '要綱' };

/** Posts of one name are said once, with how many they are. */
const together = (names: readonly string[]): string => [...new Set(names)].map((name) => { const n = names.filter((one) => one === name).length; return n > 1 ? `${name}（${n}人）` : name; }).join('、');

/** Who answers a step, in posts; '' where nobody of the city does. */
function whoOf(step: StepDef, post: (code: string) => string): string {
  if (step.kind === 'approval') return step.chain.map((group) => `${group.posts.map(post).join('・')}（${group.posts.length}人のうち${group.need}人）`).join(' → ');
  if (step.kind === 'scoring') return together(step.panel.map(post));
  if (step.kind === 'ballot') return together(step.voters.map(post));
  return 'by' in step ? post(step.by) : 'office' in step ? post(step.office) : 'finance' in step ? post(step.finance) : '';
}

export function RulePage({ staff, now, programme, publishedAt, digest, post }: { readonly staff: Staff; readonly now: Instant; readonly programme: Programme; readonly publishedAt: Instant; readonly digest: string; readonly post: (code: string) => string }) {
  const { money } = programme;
  const steps = programme.stages.flatMap((stage) => stage.steps.map((step) => ({ stage, step })));
  return (
    <StaffPage title={`${programme.name.ja} 第${programme.version}版のルール`} heading={`${programme.name.ja}　第${programme.version}版のルール`} staff={staff} here="audit" back={{ href: '/audit', label: '支払の監査' }}>
      <Section title="この版" id="version">
        <Facts facts={[['公開した日時', momentWords(publishedAt, now)], ['ハッシュ（SHA-256）', <span class="hash" translate="no">{digest}</span>], ['根拠', BASIS[programme.legalBasis]], ['目的', programme.aim], ['出典', <ul>{[...new Set([...programme.sources, ...(money?.sources ?? [])])].map((source) => <li>{source}</li>)}</ul>]]} />
        <p><a href={`/audit/rules/${programme.id}/${programme.version}.json`}>この版のすべて（JSON）</a></p>
      </Section>
      {money && (
        <Section title="金額の決まり" id="money">
          <Facts facts={[
            ['割合', money.rateByYear.map((one, n) => `${n + 1}回目 ${rate(one)}`).join('、')], ['上限', yenWords(money.capYen)], ['端数', `${yenWords(money.unitYen)}未満切り捨て`], ['前払い', `決定額の${rate(money.advanceMax)}まで`],
            ['対象の経費', money.eligibleHeads.map((head) => head.label).join('、')], ['対象にならない経費', money.excludedHeads.map((head) => `${head.label}（${head.rule}）`).join('、')],
          ]} />
        </Section>
      )}
      <Section title="対象" id="eligible">
        <ul>{programme.eligible.map((line) => <li>{line}</li>)}</ul>
        {programme.notEligible.length > 0 && <><h3>対象にならないもの</h3><ul>{programme.notEligible.map((line) => <li>{line}</li>)}</ul></>}
      </Section>
      {steps.map(({ step }) => (step.kind === 'scoring' ? (
        <Section title="採点の基準" id={`rule-${step.id}`}>
          <DataTable caption={`${step.quorum}人以上の採点で、満点の${rate(step.threshold)}以上なら基準点以上`} cards head={['項目', '満点', '問い']} numeric={[1]} rows={step.criteria.map((one) => [one.label, `${one.max}点`, one.asks])} />
        </Section>
      ) : step.kind === 'public-vote' ? (
        <Section title="住民の投票" id={`rule-${step.id}`}><ul>{ruleLines(step).map((line) => <li>{line}</li>)}<li>{methodWords(step.method)}</li></ul></Section>
      ) : null))}
      <Section title="手順とそれを担う職" id="steps">
        <DataTable caption="始まりから終わりの順" cards head={['段階', '手順', '担う職']} rows={steps.map(({ stage, step }) => [stage.words.staff, step.words?.staff ?? stepName(step), whoOf(step, post)])} />
      </Section>
    </StaffPage>
  );
}
