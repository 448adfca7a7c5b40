// What an engine is for the bench: how its process starts, and how its people submit and act. One file for each engine.

/** What an engine stands on in one run: a database of its own (`appUrl`: as a role that owns nothing), a Temporal namespace of its own, the provider that takes its mails. */
export type Ground = {
  readonly databaseUrl: string; readonly appUrl: string; readonly provider: string; readonly dataDir: string; readonly port: number; readonly workerPort: number;
  readonly temporal: { readonly address: string; readonly namespace: string };
};

/** A started engine: where it listens, and the process groups whose CPU and memory are its own. */
export type Running = { readonly groups: readonly number[]; stop(): Promise<void> };

/** The people of an engine, as the driver plays them. They know the engine's address and the links in its mails, nothing else. */
export type Visitor = {
  /** Files the case with this running word; returns its number. */
  submit(origin: string, n: string): Promise<string>;
  /** Opens a link as a browser does and answers; returns when the answer was sent off (ms of this process). */
  act(origin: string, link: string): Promise<number>;
};

export type Engine = {
  readonly words: string;
  /** Which Temporal server it needs. */
  readonly temporal: 'none' | 'embedded' | 'postgres';
  /** The workflow of a case, where it has one. */
  readonly workflowId?: (caseId: string) => string;
  /** Brings an empty database to the state before the first case. */
  prepare(ground: Ground): Promise<void>;
  /** Resolves when it answers. */
  start(ground: Ground): Promise<Running>;
  readonly visitor: Visitor;
};
