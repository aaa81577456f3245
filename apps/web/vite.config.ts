import { env } from 'node:process';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { head } from './build/head.ts';

/** Threads need a page that is cross-origin isolated. */
const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

export default defineConfig({
  base: './',
  plugins: [
    head(env.VITE_CIFAR10_URL ?? ''),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/offline',
      filename: 'sw.ts',
      injectRegister: false,
      injectManifest: {
        rollupFormat: 'iife',
        // The other two .wasm files are for other browsers, if any; they are kept where they are used.
        globPatterns: ['index.html', 'assets/*.{js,css}', 'assets/tfjs-backend-wasm-simd-*.wasm'],
      },
      manifest: {
        name: 'Kindling',
        short_name: 'Kindling',
        description: 'Train a neural network in this tab.',
        display: 'standalone',
        start_url: './',
        background_color: '#faf9f7',
        theme_color: '#faf9f7',
        icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
      },
    }),
  ],
  resolve: { conditions: ['@kindling/source', 'module', 'browser', 'production'] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // What it helps is older than the least browser with WebAssembly threads.
  build: { target: 'es2022', modulePreload: { polyfill: false } },
  worker: {
    format: 'es',
    rolldownOptions: {
      output: { entryFileNames: ({ name }) => `assets/${name === 'main' ? 'worker' : name}-[hash].js` },
    },
  },
  server: { headers },
  preview: { headers },
});
