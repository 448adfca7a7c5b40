import { Fault } from './fault.mjs';

/**
 * Refuses a Node that Kyoso is not tested on (package.json `engines`).
 * @param {string} version as `process.versions.node` says it
 */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  if (!fits)
    throw new Fault(`Node ${version} is not one Kyoso runs on: it needs 20.19 or later, 22.12 or later, or 24.`, 'Install Node 24 from https://nodejs.org (or: nvm install 24), then run the command again.');
}
