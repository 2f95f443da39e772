// Bundles the command line and the public entry points into dist, so that a command starts quickly.
import { build } from 'esbuild'
import { buildBrowser } from './build-browser.mjs'
import { lexerOnly } from './build-lexer-only.mjs'
import { existsSync, readFileSync, rmSync } from 'node:fs'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const entries = { cli: 'src/cli/main.ts', index: 'src/index.ts' }
rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
  outdir: 'dist',
  bundle: true,
  splitting: true,
  // A start compiles all of it: without spaces that is sooner. Lines stay short, so that a stack still names places.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'linked',
  logLevel: 'warning',
  plugins: [lexerOnly],
  define: { SLUICE_VERSION: JSON.stringify(version) },
  // Vendors' clients are loaded when a connection opens; they stay outside, so that `check` starts fast.
  external: [
    'mqtt',
    'ws',
    'kafkajs',
    'node-rdkafka',
    'pg',
    'mysql2',
    'ioredis',
    'libsql',
    'undici',
    'aedes',
    'pino',
  ],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})
await buildBrowser('dist/browser.js')
