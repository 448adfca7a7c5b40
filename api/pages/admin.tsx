// S28, the control room: what is late, what is stuck, what is next, and whether anything is hidden. Every number leads to exactly its rows.
import type { Instant } from '../../workflows/domain/calendar.js';
import { clockOf } from '../../workflows/domain/calendar.js';
import { AgesBox, AheadBox, type DayAhead, EnvelopeBox, type EnvelopeRow, LateBox, type LateHolder, MailBox, type MailDay, RoundBox, type RoundRow, type StageAges, type StageTime, StuckBox, type StuckCause, TimesBox, WaitingBox, type Waiting } from './admin-boxes.js';
import { type Staff, StaffPage } from './desk-frame.js';
import { Section } from './desk-parts.js';

/** A part of the house in one word. `good` works; `slow` is behind but catches up by itself; `stopped` needs somebody. */
export type Health = { readonly name: string; readonly state: 'good' | 'slow' | 'stopped'; readonly words: string; readonly at: Instant | null; readonly href: string };
const SHAPES = { good: '○', slow: '△', stopped: '✕' } as const;

export type ControlRoom = {
  readonly staff: Staff;
  readonly now: Instant;
  readonly health: readonly Health[];
  readonly late: readonly LateHolder[];
  readonly stuck: readonly StuckCause[];
  readonly days: readonly DayAhead[];
  readonly nextDue: Instant | null;
  readonly ages: readonly StageAges[];
  readonly waiting: readonly Waiting[];
  readonly rounds: readonly RoundRow[];
  readonly envelopes: readonly EnvelopeRow[];
  readonly mails: MailDay;
  readonly times: readonly StageTime[];
};

export function AdminPage(props: ControlRoom) {
  const { staff, now } = props;
  return (
    <StaffPage title="管制室" heading="いまの状況" staff={staff} here="admin">
      <HealthStrip health={props.health} now={now} />
      <div class="boxes three">
        <LateBox late={props.late} now={now} nextDue={props.nextDue} />
        <StuckBox stuck={props.stuck} now={now} />
        <AheadBox days={props.days} now={now} />
      </div>
      <div class="boxes two">
        <AgesBox ages={props.ages} now={now} />
        <WaitingBox waiting={props.waiting} now={now} />
        <EnvelopeBox envelopes={props.envelopes} now={now} />
        <MailBox mails={props.mails} now={now} />
        <RoundBox rounds={props.rounds} now={now} />
        <TimesBox times={props.times} now={now} />
      </div>
    </StaffPage>
  );
}

function HealthStrip({ health, now }: { health: readonly Health[]; now: Instant }) {
  return (
    <Section title="動いているか" asOf={now} id="health">
      <ul class="strip">
        {health.map((one) => (
          <li class={`health ${one.state}`}>
            <a href={one.href}>
              {one.name} <span aria-hidden="true">{SHAPES[one.state]}</span> {one.words}
            </a>
            {one.at !== null && <time> {clockOf(one.at)}</time>}
          </li>
        ))}
      </ul>
      {health.some((one) => one.state === 'stopped') && (
        <p class="warn" role="note">
          止まっている部分があっても、受付と回答は続いています。再開すると自動で追いつきます。
        </p>
      )}
    </Section>
  );
}
