// The story of a case: events in plain words, newest first, grouped by the stage they happened in, each with the mails it caused.
import type { Instant } from '../../workflows/domain/calendar.js';
import type { CaseEvent, DatedEvent } from '../../workflows/domain/cases.js';
import { stageDef } from '../../workflows/domain/programmes.js';
import { eventRequest, eventWords, type Mark, type Telling, type Told } from './event-words.js';

/** A mail of the case as the timeline folds it under what caused it. `key` is the business key of its row. */
export type StoryMail = { readonly id: string; readonly key: string; readonly mail: string; readonly to: string; readonly state: string; readonly at: Instant };
export type StoryItem = Told & { readonly at: Instant; readonly mails: readonly StoryMail[] };
export type Chapter = { readonly stage: string; readonly from: Instant; readonly to: Instant | null; readonly items: readonly StoryItem[] };
/** An event of the log with the instant it was done at. */
export type StoryEvent = { readonly event: CaseEvent; readonly at: Instant };

/** What a reader may filter by. */
export const STORY_FILTERS = { all: 'すべて', person: '人のしたこと', auto: '自動', mail: 'メール', money: 'お金', document: '文書' } as const;
export type StoryFilter = keyof typeof STORY_FILTERS;
const SHOWN: { readonly [K in Exclude<StoryFilter, 'all' | 'mail'>]: readonly Mark[] } = { person: ['person'], auto: ['auto', 'clock'], money: ['money'], document: ['document'] };

/** Keys that the mails of an event begin with. */
function mailKeys(event: CaseEvent): readonly string[] {
  const request = eventRequest(event);
  switch (event.type) {
    case 'case.submitted': return ['received:'];
    case 'request.opened': return [`ask:${request}`];
    case 'request.reminded': return [`remind:${request}:${event.which}`];
    case 'request.answered': return [`answer:${request}:`, `tell:${request}`, `recorded:${request}`];
    case 'step.settled': return [`tell:${event.step}#${event.round}:`];
    case 'act.taken': return [`act:${event.n}:`];
    default: return [];
  }
}

/** All chapters, newest first. A mail that fits no event stands with the last one before it was queued. */
export function storyOf(events: readonly StoryEvent[], mails: readonly StoryMail[], about: Telling): readonly Chapter[] {
  const left = new Set(mails);
  const items = events.map(({ event, at }) => {
    const keys = mailKeys(event);
    const own = mails.filter((m) => left.has(m) && keys.some((key) => m.key === key || m.key.startsWith(key)));
    for (const mail of own) left.delete(mail);
    return { event, item: { ...eventWords({ ...event, at } as DatedEvent, about), at, mails: own as StoryMail[] } };
  });
  for (const mail of left) (items.findLast(({ item }) => item.at <= mail.at) ?? items[0])?.item.mails.push(mail);
  const chapters: { stage: string; from: Instant; to: Instant | null; items: StoryItem[] }[] = [];
  for (const { event, item } of items) {
    const opens = event.type === 'case.submitted' || event.type === 'stage.opened' || event.type === 'case.reopened';
    if (opens || chapters.length === 0) {
      const last = chapters.at(-1);
      if (last) last.to = item.at;
      chapters.push({ stage: stageDef(about.programme, opens ? event.stage : about.state.stage.id).words.staff, from: item.at, to: null, items: [] });
    }
    chapters.at(-1)?.items.unshift(item);
  }
  return chapters.reverse();
}

/** The same story with only what the reader asked for; a chapter without any is left out. */
export function filtered(story: readonly Chapter[], filter: StoryFilter): readonly Chapter[] {
  if (filter === 'all') return story;
  const wanted = (item: StoryItem) => (filter === 'mail' ? item.mails.length > 0 : SHOWN[filter].includes(item.mark));
  return story.map((chapter) => ({ ...chapter, items: chapter.items.filter(wanted) })).filter((chapter) => chapter.items.length > 0);
}
