/**
 * What a person reads when the pages are up: where to go, who one can be, what to do next.
 * @param {import('./stack.mjs').Stack} stack
 * @param {string} took
 * @returns {string}
 */
export function welcome({ urls, dataDir }, took) {
  return `
✓ The pages are ready after ${took}

    ${urls.api}   the city: choose who you are and begin
${urls.mailbox ? `    ${urls.mailbox}   every mail the city sends, to read and to click\n` : ''}${urls.bank ? `    ${urls.bank}   the practice bank\n` : ''}
  Who you can be (no password in the practice city):
    citizen or group     send a proposal, follow it, correct it, sign, report
    officer              answer what a department is asked, from the mail alone
    programme office     see every case, what is late and why, move the clock
    finance, reviewer    pay once and exactly; score
    auditor, public      check that the record is whole

  Next: open ${urls.api}, send a proposal, then read the officer's mail${urls.mailbox ? ` at ${urls.mailbox}` : ''}.
  Stop with Ctrl-C. Everything is kept in ${dataDir}; delete that folder to begin again.
`;
}

/**
 * @param {import('./stack.mjs').Stack} stack
 * @param {string} took
 * @returns {string}
 */
export function engineReady({ urls, env }, took) {
  return `✓ The engine is ready after ${took}${urls.temporal ? ` (Temporal's own page: ${urls.temporal})` : ` (Temporal at ${env.TEMPORAL_ADDRESS})`}. Cases move now.`;
}
