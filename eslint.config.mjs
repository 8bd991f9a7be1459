import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { walls } from './eslint/walls.mjs';

const TYPESCRIPT = ['**/*.ts', '**/*.tsx'];

const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a thing has one name everywhere.',
};
const NO_TEXT_IN_JSX = {
  selector: 'JSXText[value=/\\p{L}{2}/u]',
  message: 'What people read stands in tab/texts, in every language.',
};

export default defineConfig([
  globalIgnores(['dist/', 'node_modules/', '.lika/']),
  // A comment cannot switch a rule off: who needs an exception changes it here, in sight of all.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    plugins: { walls },
    rules: {
      'walls/imports': 'error',
      'walls/environment': 'error',
      'walls/clock': 'error',
      eqeqeq: 'error',
      'no-warning-comments': 'error',
      'max-lines': ['error', 300],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        performance: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
      },
    },
    rules: { 'no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }] },
  },
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      // Promises in event handlers and middlewares are how React and Express are written today.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      // Matters of taste that cost more words than they prevent faults.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'no-control-regex': 'off',
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT],
    },
  },
  { files: ['bot/**', 'tab/**', 'lika/**'], ignores: ['bot/operator/**'], rules: { 'no-console': 'error' } },
  { files: ['tab/**/*.tsx'], rules: { 'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, NO_TEXT_IN_JSX] } },
  {
    // botbuilder and teamsfx are past their support; behind these walls they are used until they are replaced.
    files: [
      'bot/conversation/**/*.ts',
      'bot/graph/**/*.ts',
      'tests/conversation/**/*.ts',
      'tests/graph/**/*.ts',
      'tests/sandbox/**/*.ts',
    ],
    rules: { '@typescript-eslint/no-deprecated': 'off' },
  },
  // A test file is a list of sentences: it is read one at a time.
  { files: ['tests/**'], rules: { 'max-lines': ['error', 450] } },
  {
    // Functions that run in the page.
    files: ['tests/bench/**/*.mjs'],
    languageOptions: { globals: { document: 'readonly', requestAnimationFrame: 'readonly' } },
  },
  { files: ['*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  // teamsfx is past its support and stands behind a port (docs/decisions); botbuilder brings two copies of one class.
  { files: ['bot/graph/on-behalf-of.ts'], rules: { '@typescript-eslint/no-deprecated': 'off' } },
  // Teams does not give every frame the clipboard; the old command needs no leave for what a person's click copies.
  { files: ['tab/documents/clipboard.ts'], rules: { '@typescript-eslint/no-deprecated': 'off' } },
  {
    files: ['bot/conversation/adapter.ts'],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
]);
