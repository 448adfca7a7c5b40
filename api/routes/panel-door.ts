// The door to a case for a member of its call's panel: closed until the ties are declared, closed for good to who has one, gone with the term.
import type { Context } from 'hono';
import { PANEL_GENERATION, panelDoor } from '../../activities/platform/tokens.js';
import type { Deps } from '../deps.js';
import type { Loaded } from '../../db/store/load.js';
import { declaredBy } from '../../db/store/panel.js';
import { holdingOf } from '../../db/store/people.js';
import type { RequestRow } from '../../db/store/requests.js';
import { PER_CALL_ASK } from '../../workflows/domain/mail.js';
import { isTie } from '../../workflows/domain/panel.js';
import { endedPage } from '../pages/ended.js';

/** The address of a call's page for one holding of a post of its panel. */
export const panelHref = (deps: Deps, call: string, holding: string): string => `/panel/${panelDoor(call, holding)}.${deps.links.token('panel', panelDoor(call, holding), PANEL_GENERATION)}`;

/** What a request lets its member see of the case now. Every ask but those of a whole call is `open`; `person` is who is signed in, else who holds the post. */
export async function doorOf(deps: Deps, row: RequestRow, now: number, person?: string): Promise<'open' | 'undeclared' | 'closed'> {
  if (row.mail !== PER_CALL_ASK || row.toPost === null) return 'open';
  const holding = await holdingOf(deps.db, row.toPost, now);
  if (!holding || (person !== undefined && holding.person !== person)) return 'closed';
  const relation = await declaredBy(deps.db, row.caseId, holding.person);
  return relation === null ? 'undeclared' : isTie(relation) ? 'closed' : 'open';
}

/** What a member gets in place of the page they asked for; null when nothing stands in the way. */
export async function atDoor(c: Context, deps: Deps, row: RequestRow, loaded: Loaded, person?: string): Promise<Response | null> {
  const door = await doorOf(deps, row, loaded.env.now, person);
  if (door === 'open') return null;
  return door === 'closed' ? c.html(endedPage()) : c.redirect((await callPageOf(deps, row, loaded, person))?.href ?? '/', 303);
}

/** Where a member's page of the whole call is; null when the request is not of a whole call. */
export async function callPageOf(deps: Deps, row: RequestRow, loaded: Loaded, person?: string): Promise<{ readonly href: string; readonly label: string } | null> {
  if (row.mail !== PER_CALL_ASK || row.toPost === null) return null;
  const label = '審査のページに戻る';
  if (person !== undefined) return { href: `/desk/panel/${loaded.row.call}`, label };
  const holding = await holdingOf(deps.db, row.toPost, loaded.env.now);
  return holding && { href: panelHref(deps, loaded.row.call, holding.id), label };
}
