import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// The window allows nothing but its own files: no inline script, no inline style, no data: font.
// So assets stay files, and the build adds no polyfill of its own.
export default defineConfig({
  base: './',
  plugins: [svelte()],
  clearScreen: false,
  server: { port: 1420, strictPort: true },
  build: {
    target: ['es2023', 'safari17.5', 'chrome123'],
    cssTarget: ['safari17.5', 'chrome123'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
  resolve: process.env.VITEST ? { conditions: ['browser'] } : {},
  test: {
    // A test says what is right, never how fast a loaded machine is.
    testTimeout: 60_000,
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/testing/setup.ts'],
    restoreMocks: true,
    env: { DEBUG_PRINT_LIMIT: '0' },
  },
});
