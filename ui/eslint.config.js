import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import typescript from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// Besides the usual, the rules of the house: one file knows Tauri, rooms do not know each other,
// nothing is remembered outside the book, nothing is put into the page as raw markup.
const rooms = [
  'today', 'members', 'certificates', 'credits', 'agreements', 'snapshot', 'import',
  'settings', 'unlock', 'start', 'help',
];
const tauri = { group: ['@tauri-apps/*'], message: 'Only api/call.ts knows Tauri.' };
const otherRooms = (own) => ({
  group: rooms.filter((room) => room !== own).map((room) => `**/${room}/**`),
  message: 'Rooms do not know each other: App composes them.',
});
const imports = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

export default typescript.config(
  { ignores: ['dist/', 'node_modules/', 'src/api/wire.ts'] },
  js.configs.recommended,
  ...typescript.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: typescript.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
  },
  {
    rules: {
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'max-len': ['error', { code: 100, ignoreUrls: true, ignorePattern: ' d="' }],
      'no-restricted-globals': ['error', 'localStorage', 'sessionStorage', 'alert', 'confirm'],
      'svelte/no-at-html-tags': 'error',
      'no-restricted-syntax': ['error', {
        selector: 'SvelteElement[kind="html"] > SvelteStartTag > SvelteAttribute[key.name="style"]',
        message: 'The window refuses inline styles: use a class, or style:name={value}.',
      }, {
        selector: 'SvelteElement[kind="html"] > SvelteStartTag > SvelteAttribute[key.name="title"]',
        message: 'No tooltips: say it in text.',
      }],
      'svelte/no-navigation-without-resolve': 'off',
      ...imports(tauri),
    },
  },
  { files: ['src/api/{call,pretend}.ts', 'src/**/*.test.ts'], rules: imports() },
  {
    files: ['src/{shared,words,api}/**'],
    ignores: ['src/api/{call,pretend}.ts', 'src/**/*.test.ts'],
    rules: imports(tauri, otherRooms()),
  },
  ...rooms.map((room) => ({
    files: [`src/${room}/**`],
    ignores: ['src/**/*.test.ts'],
    rules: imports(tauri, otherRooms(room)),
  })),
  { files: ['**/*.test.ts', 'src/testing/**'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['*.config.{js,ts}'], languageOptions: { globals: { ...globals.node } } },
);
