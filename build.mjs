// Bundles the command line and the public entry points into dist, so that a command starts quickly.
import { build } from 'esbuild'
import { briefScript, buildBrief } from './build-brief.mjs'
import { buildBrowser } from './build-browser.mjs'
import { lexerOnly } from './build-lexer-only.mjs'
import { existsSync, readFileSync, rmSync } from 'node:fs'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const entries = { cli: 'src/cli/main.ts', index: 'src/index.ts' }
rmSync('dist', { recursive: true, force: true })
const options = {
  bundle: true,
  // A start compiles all of it: without spaces that is sooner. Lines stay short, so that a stack still names places.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
  platform: 'node',
  target: 'node20',
  sourcemap: 'linked',
  logLevel: 'warning',
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
}
await build({
  ...options,
  entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
  outdir: 'dist',
  splitting: true,
  format: 'esm',
  plugins: [lexerOnly, briefScript],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})
await buildBrief('dist/brief.cjs', options)
await buildBrowser('dist/browser.js')
