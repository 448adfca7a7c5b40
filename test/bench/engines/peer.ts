// What a peer adds to the plain pages: how a case is carried on after a submission (n = 0) or an answer.
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Sql } from 'postgres';
import type { Tx } from './plain-facts.js';

export type Peer = {
  /** In the transaction of the fact. */
  inside?(tx: Tx, caseId: string, n: number): Promise<void>;
  /** After its commit. */
  after?(caseId: string, n: number): Promise<void>;
  stop(): Promise<void>;
};
export type PeerParts = { readonly sql: Sql; readonly url: string; readonly provider: string };
export type StartPeer = (parts: PeerParts) => Promise<Peer>;

/** How many jobs each engine works on at once. */
export const AT_ONCE = 8;

/** A package of the peers; it is installed apart (`PEERS_DIR`), so that the product's lock file has none of them. */
export const peerPackage = async (name: string): Promise<Record<string, never>> => (await import(createRequire(path.join(process.env.PEERS_DIR ?? '.', 'package.json')).resolve(name))) as Record<string, never>;
