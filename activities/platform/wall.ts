// The wall between the owner of the tables and the app, made sure of before a process begins its work.
import { powersOf } from '../../db/store/own-role.js';
import type { Db } from '../../db/client.js';
import type { Config } from './config.js';
import type { Log } from './logger.js';

const AGAIN_MS = 1000;

/**
 * Resolves when the role we work as has no power beyond its part. A production city throws where it has one; a practice city says so, loudly, and goes on.
 * While the database is away it waits: a check that could not be made is not passed.
 */
export async function behindWall(db: Db, config: Pick<Config, 'KYOSO_ENV'>, log: Log): Promise<void> {
  const powers = await asked(db, log);
  if (powers.length === 0) return;
  const fault = `the database user of DATABASE_URL ${powers.join(', ')}: give the app a user of its own and name the owner of the tables in DATABASE_OWNER_URL, for preparing the database only`;
  if (config.KYOSO_ENV === 'production') throw new Error(fault);
  log.warn(`NO WALL IN THE DATABASE: ${fault}. A production city would not start like this`);
}

async function asked(db: Db, log: Log): Promise<readonly string[]> {
  for (;;) {
    try {
      return await powersOf(db);
    } catch (err) {
      log.warn({ err }, 'the database does not say what this user may do; asking again');
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}
