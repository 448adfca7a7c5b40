// Reference data the rules look at: the calendar, the departments, the published definitions.
import { and, desc, eq } from 'drizzle-orm';
import type { Calendar } from '../../workflows/domain/calendar.js';
import type { Option } from '../../workflows/domain/fields.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import type { Db } from '../client.js';
import { calendars, departments, programmes } from '../schema/index.js';
import { DomainError } from './errors.js';

// A published version never changes, so a process may keep it.
const definitions = new Map<string, Programme>();

/** The definition of a published version. */
export async function definitionOf(db: Db, id: string, version: number): Promise<Programme> {
  const key = `${id}@${version}`;
  const kept = definitions.get(key);
  if (kept) return kept;
  const [row] = await db.select({ definition: programmes.definition }).from(programmes).where(and(eq(programmes.id, id), eq(programmes.version, version)));
  if (!row) throw new DomainError('NOT_FOUND', 'no-such-programme', { id, version });
  definitions.set(key, row.definition);
  return row.definition;
}

/** The office that speaks for the whole city where no case does: that of the first programme, or the city alone while there is none. */
export async function officeOfCity(db: Db): Promise<Programme['office'] | { name: string; tel: string; hours: string }> {
  const [row] = await db.select({ definition: programmes.definition }).from(programmes).orderBy(programmes.id, desc(programmes.version)).limit(1);
  return row ? row.definition.office : { name: '市役所', tel: '', hours: '' };
}

/** The newest office calendar. */
export async function calendarOf(db: Db): Promise<Calendar> {
  const [row] = await db.select().from(calendars).orderBy(desc(calendars.createdAt), desc(calendars.version)).limit(1);
  if (!row) throw new DomainError('PRECONDITION', 'no-calendar');
  return { version: row.version, closed: row.closed };
}

/** The departments that may be asked, in the order of their codes. */
export async function askableDepartments(db: Db): Promise<readonly Option[]> {
  const rows = await db.select({ id: departments.code, label: departments.name }).from(departments).where(eq(departments.asked, true)).orderBy(departments.code);
  return rows;
}

/** All departments by code. */
export async function departmentNames(db: Db): Promise<ReadonlyMap<string, { name: string; tel: string }>> {
  const rows = await db.select().from(departments);
  return new Map(rows.map((row) => [row.code, { name: row.name, tel: row.tel }]));
}

