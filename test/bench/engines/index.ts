// The engines by name, in the order in which a round runs them.
import type { Engine } from './engine.js';
import { kyoso } from './kyoso.js';
import { plain } from './plain.js';

/** `-pg`: on the Temporal server that keeps its store in the same Postgres, where its two programs are there. */
export const ENGINES: Readonly<Record<string, Engine>> = {
  floor: plain('floor', 'Hono + Postgres, a job table: three commits an act'),
  'pg-boss': plain('pg-boss', 'pg-boss 10, two jobs an act, sent in the transaction of the fact'),
  dbos: plain('dbos', 'DBOS 5, one workflow a case, one step an act'),
  naive: plain('naive', 'Temporal, one ordinary activity for each fact', 'embedded'),
  kyoso: kyoso('Kyoso as it is started: API, worker, mail run', 'embedded'),
  'naive-pg': plain('naive', 'the same, Temporal on Postgres', 'postgres'),
  'kyoso-pg': kyoso('the same, Temporal on Postgres', 'postgres'),
};
