// Brings a database to the newest schema and publishes the programmes; in the demo city it also seeds the sample city.
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { connect, type Db } from './client.js';
import { letIn, sameRole } from './roles.js';
import { seedCity } from './seeds/city.js';
import { seedProgrammes } from './seeds/programmes.js';

const FOLDER = fileURLToPath(new URL('./migrations', import.meta.url));

/** Applies what is missing, under an advisory lock so that two starts at once do not collide. */
export async function migrateSchema(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 });
  try {
    await client`select pg_advisory_lock(7401)`;
    await migrate(drizzle(client), { migrationsFolder: FOLDER });
  } finally {
    await client.end();
  }
}

/** The changes of the tables that this version knows, oldest first, each by its hash. */
export const migrationsOfCode = (): readonly string[] => readMigrationFiles({ migrationsFolder: FOLDER }).map((one) => one.hash);

/** Those a database has seen; none when it was never prepared. */
export async function migrationsOfDatabase(url: string): Promise<readonly string[]> {
  const client = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 });
  try {
    const [there] = await client`select to_regclass('drizzle.__drizzle_migrations') is not null as yes`;
    return there?.yes ? (await client<{ hash: string }[]>`select hash from drizzle.__drizzle_migrations order by id`).map((row) => row.hash) : [];
  } finally {
    await client.end();
  }
}

/** Reference data that every city needs, and the sample city where one is wanted. */
export async function seed(db: Db, demo: boolean): Promise<void> {
  if (demo) await seedCity(db);
  await seedProgrammes(db, demo);
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  const app = process.env.DATABASE_URL;
  if (!app) throw new Error('DATABASE_URL is not set');
  const production = process.env.KYOSO_ENV === 'production';
  const owner = process.env.DATABASE_OWNER_URL || app;
  const walled = !sameRole(owner, app);
  if (production && !walled) throw new Error('DATABASE_OWNER_URL: a production city prepares its database as the owner of the tables and works as another user, that of DATABASE_URL');
  await migrateSchema(owner);
  const connection = connect(owner, 1);
  await seed(connection.db, !production);
  await connection.db.execute(sql`analyze`);
  await connection.close();
  if (walled) await letIn(owner, app, !production);
}
