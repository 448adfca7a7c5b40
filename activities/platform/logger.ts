// The log: one line per request and per activity, ids only. Names, addresses, mail text and tokens never enter it.
import pino, { type DestinationStream, type Logger } from 'pino';
import { SECRETS } from './config.js';

export type Log = Logger;

/** A logger for one process. What the configuration calls a secret is left out, wherever it is handed in. */
export const makeLog = (process: string, level = 'info', to?: DestinationStream): Log => pino({ base: { process }, timestamp: pino.stdTimeFunctions.isoTime, level, redact: [...SECRETS, ...SECRETS.map((key) => `*.${key}`)] }, to ?? pino.destination(1));
