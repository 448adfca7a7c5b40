// The log: one line per request and per activity, ids only. Names, addresses, mail text and tokens never enter it.
import pino, { type Logger } from 'pino';

export type Log = Logger;

/** A logger for one process. */
export const makeLog = (process: string, level = 'info'): Log => pino({ base: { process }, timestamp: pino.stdTimeFunctions.isoTime, level });
