// Publishes the definitions in workflows/programmes as rows. A changed file under an old version number is refused.
import { createHash } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { checkProgramme } from '../../workflows/domain/check-programme.js';
import type { Programme } from '../../workflows/domain/programmes.js';
import { STEP_KINDS } from '../../workflows/domain/steps/kinds.js';
import { PROGRAMMES } from '../../workflows/programmes/index.js';
import type { Db } from '../client.js';
import { cases, departments, posts, programmes } from '../schema/index.js';
import { businessNow } from '../store/clock.js';

export const digestOf = (programme: Programme): string => createHash('sha256').update(JSON.stringify(programme)).digest('hex');

/** Publishes what is new, checks everything first, and refuses when an open case stands at a step kind that is gone. `demo` checks posts against the sample city. */
export async function seedProgrammes(db: Db, demo: boolean, list: readonly Programme[] = PROGRAMMES): Promise<void> {
  const city = { posts: (await db.select({ code: posts.code }).from(posts)).map((p) => p.code), departments: (await db.select({ code: departments.code }).from(departments)).map((d) => d.code), programmes: list };
  const faults = demo ? list.flatMap((programme) => checkProgramme(programme, city)) : [];
  if (faults.length > 0) throw new Error(`programmes with faults:\n${faults.join('\n')}`);
  for (const programme of list) {
    const digest = digestOf(programme);
    const [there] = await db.select({ digest: programmes.digest }).from(programmes).where(and(eq(programmes.id, programme.id), eq(programmes.version, programme.version)));
    if (there && there.digest !== digest) throw new Error(`programme ${programme.id} version ${programme.version} was published and has changed since; give the change a new version number`);
    if (!there) await db.insert(programmes).values({ id: programme.id, version: programme.version, definition: programme, digest, publishedAt: await businessNow(db) }).onConflictDoNothing();
  }
  const open = await db.selectDistinct({ id: programmes.id, version: programmes.version, definition: programmes.definition }).from(programmes).innerJoin(cases, and(eq(cases.programme, programmes.id), eq(cases.version, programmes.version))).where(isNull(cases.ending)).groupBy(programmes.id, programmes.version, sql`${programmes.definition}`);
  for (const { id, version, definition } of open) {
    const gone = definition.stages.flatMap((s) => s.steps).filter((s) => !STEP_KINDS.includes(s.kind));
    if (gone.length > 0) {
      const numbers = await db.select({ number: cases.number }).from(cases).where(and(eq(cases.programme, id), eq(cases.version, version), isNull(cases.ending))).limit(10);
      throw new Error(`open cases ${numbers.map((c) => c.number).join(', ')} need step kinds that are gone: ${gone.map((s) => s.kind).join(', ')}`);
    }
  }
}
