// What may be done, said a second time and from the log alone: a small model that shares nothing with the rules it checks.
import type { CaseEvent, FreeActVerb } from '../../workflows/domain/cases.js';
import type { Actor, Addressee } from '../../workflows/domain/people.js';

type Known = { readonly step: string; readonly round: number; readonly to: Addressee; readonly notBy: readonly string[]; closesAt: number; state: 'open' | 'answered' | 'over'; by: Actor | null };

/** Who may ever do what needs no request. */
const VERBS: Readonly<Record<Actor['kind'], readonly FreeActVerb[]>> = {
  party: ['withdraw', 'contact', 'question', 'change'], post: ['note', 'declare'], administrator: ['note', 'extend', 'reopen', 'resume', 'dissolve', 'suspend', 'unsuspend'], system: ['undeliverable'], clock: ['undeliverable'],
};
/** What an ended case takes no more. */
const NOT_AT_THE_END: readonly FreeActVerb[] = ['withdraw', 'contact', 'change', 'suspend', 'unsuspend'];

/** A case as its log tells it. */
export class Model {
  readonly requests = new Map<string, Known>();
  private readonly rounds = new Map<string, number>();
  parked = false;
  ended = false;

  /** Reads what happened on. */
  read(events: readonly CaseEvent[]): this {
    for (const event of events) {
      if (event.type === 'step.opened') this.rounds.set(event.step, event.round);
      else if (event.type === 'request.opened') this.requests.set(`${event.step}#${event.round}/${event.ask.key}`, { step: event.step, round: event.round, to: event.ask.to, notBy: event.ask.notBy ?? [], closesAt: event.ask.closesAt, state: 'open', by: null });
      else if (event.type === 'case.parked' || event.type === 'case.resumed') this.parked = event.type === 'case.parked';
      else if (event.type === 'case.closed' || event.type === 'case.reopened') this.ended = event.type === 'case.closed';
      else if ('id' in event) this.told(event);
    }
    return this;
  }

  private told(event: Extract<CaseEvent, { id: string }>): void {
    const known = this.requests.get(event.id);
    if (!known) throw new Error(`${event.type} of ${event.id}, which was never opened`);
    if (event.type === 'request.moved') known.closesAt = event.closesAt;
    if (event.type === 'request.lapsed' || event.type === 'request.dropped') known.state = 'over';
    if (event.type === 'request.answered') Object.assign(known, { state: 'answered', by: event.by });
  }

  /** Whether this person may answer this request at this instant: it is open, its time is not over, it asks them, and they are not the one that two people exclude. */
  mayAnswer(id: string, by: Actor, now: number): boolean {
    const known = this.requests.get(id);
    if (!known || this.parked || known.state !== 'open' || now >= known.closesAt) return false;
    const asks = known.to.kind === 'post' ? by.kind === 'post' && by.post === known.to.post : by.kind === 'party' && by.role === known.to.role;
    return asks && !(by.kind === 'post' && this.answeredBefore(known, by.person));
  }

  private answeredBefore({ notBy }: Known, person: string): boolean {
    return [...this.requests.values()].some(({ step, round, by }) => notBy.includes(step) && round === this.rounds.get(step) && by?.kind === 'post' && by.person === person);
  }

  /** Whether this kind of person may ever do this, in a case that has or has not ended. */
  mayDo(verb: FreeActVerb, by: Actor): boolean {
    return VERBS[by.kind].includes(verb) && !(this.ended && NOT_AT_THE_END.includes(verb));
  }
}
