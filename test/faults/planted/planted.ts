// What a planted bug is, and how a test that finds it is named.

/** A mistake somebody could make, as an edit of one place, and the test that must turn red for it. */
export type Planted = {
  /** The mistake in one sentence, as a reviewer would say it. */
  readonly bug: string;
  readonly file: string;
  /** The text as it stands in the file, exactly once. */
  readonly find: string;
  readonly put: string;
  readonly test: Finder;
};

/** A test file, and of it the tests whose title contains `title`. */
export type Finder = {
  readonly file: string;
  readonly title: string;
  /** The test draws what it tries (properties) or hangs on who comes first: it is run with new draws until it is red, at most SEEDS times. */
  readonly draws?: true;
};

/** Within so many draws a bug must be found. */
export const SEEDS = 20;

/** Folders whose tests run without servers. */
const BARE = /^test\/(unit|properties|golden|simulation|replay)\//;
export const needsServers = (test: Finder): boolean => !BARE.test(test.file) || test.file.endsWith('replay.test.ts');
