/** What both projects have in common. Run with NODE_OPTIONS=--experimental-vm-modules, as `npm test` does. */
const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
          // Node asks for `with { type: 'json' }`.
          experimental: { keepImportAttributes: true },
        },
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.lika/'],
};

export default {
  // Two, on any machine: each may drive a service, a sandbox and a browser.
  maxWorkers: 2,
  testTimeout: 120_000,
  projects: [
    {
      ...common,
      displayName: 'pure',
      testMatch: ['<rootDir>/tests/{domain,content,documents}/**/*.test.{ts,tsx}'],
    },
    {
      // Everything that may need the built product and a database: both are made once, before the first of these tests.
      ...common,
      displayName: 'product',
      testMatch: ['<rootDir>/tests/**/*.test.{ts,tsx}'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/tests/(domain|content|documents)/'],
      globalSetup: '<rootDir>/tests/support/global-setup.mjs',
      globalTeardown: '<rootDir>/tests/support/global-teardown.mjs',
    },
  ],
};
