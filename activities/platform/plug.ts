// The way to the practice city's plug: the launcher's address at which a part of the house is stopped for some seconds.
import { z } from 'zod';

export const PLUG_PARTS = ['worker', 'engine', 'database'] as const;
export type PlugPart = (typeof PLUG_PARTS)[number];
/** For how many seconds a part may be stopped. */
export const PLUG_SECONDS = [10, 30, 60] as const;

const told = z.object({
  parts: z.array(z.object({ part: z.enum(PLUG_PARTS), state: z.enum(['down', 'starting', 'ready']) })),
  pulls: z.array(z.object({ part: z.enum(PLUG_PARTS), seconds: z.number(), at: z.number(), backAt: z.number().nullable() })),
});
/** The parts of this stack and how each is; every stop since the start, oldest first. Instants are of the real clock. */
export type Plugged = z.infer<typeof told>;

export type Plug = {
  /** How the parts are; throws when the launcher is gone. */
  state(): Promise<Plugged>;
  /** Stops a part; `away` when it is stopped already. Resolves when it is down. */
  pull(part: PlugPart, seconds: number): Promise<'pulled' | 'away'>;
};

const DEADLINE_MS = 15_000;

/** The plug behind an address. */
export function makePlug(url: string): Plug {
  const ask = (init?: RequestInit): Promise<Response> => fetch(url, { ...init, signal: AbortSignal.timeout(DEADLINE_MS) });
  return {
    state: async () => told.parse(await (await ask()).json()),
    async pull(part, seconds) {
      const { status } = await ask({ method: 'POST', body: new URLSearchParams({ part, seconds: String(seconds) }) });
      if (status !== 202 && status !== 409) throw new Error(`the launcher answered ${status}`);
      return status === 202 ? 'pulled' : 'away';
    },
  };
}
