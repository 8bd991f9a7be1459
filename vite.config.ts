import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The tab's build. Each view is a chunk of its own (`lazy` in the tab's routes), so that a head who only assesses loads no
 * editor and no chart.
 */
export default defineConfig({
  root: 'tab',
  base: '/tab/',
  plugins: [react()],
  build: {
    outDir: '../dist/tab',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
  },
});
