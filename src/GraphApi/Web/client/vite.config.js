import { defineConfig } from 'vite';

// The service serves the bundle at /ide/ and nothing from anywhere else.
export default defineConfig({
  base: '/ide/',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    chunkSizeWarningLimit: 8000,
    reportCompressedSize: false,
  },
});
