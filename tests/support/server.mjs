/**
 * The run's database server: its folder (for anything a test leaves on disk) and the addresses of its three logins.
 * @typedef {{folder: string, superUrl: string, ownerUrl: string, serviceUrl: string}} TestServer
 */

const VARIABLE = 'LIKA_TEST_SERVER';

/**
 * Tells jest's workers, which begin later and take over the environment, where the server is.
 * @param {TestServer} server
 */
export function handOver(server) {
  process.env[VARIABLE] = JSON.stringify(server);
}

/**
 * @returns {TestServer} the run's database server
 * @throws {Error} when this is a test without one (tests/domain and tests/content)
 */
export function handedOver() {
  const server = process.env[VARIABLE];
  if (server === undefined)
    throw new Error('These tests run without a database: move the test out of tests/domain or tests/content.');
  return JSON.parse(server);
}

/** Set and used in jest's own process alone. */
export const runningServer = { stop: () => Promise.resolve() };
