// The commands that answer and end, as one script with V8's code cache beside it. Node 20 has no such cache for modules.
import { build } from 'esbuild'
import { execFileSync } from 'node:child_process'
import { lexerOnly } from './build-lexer-only.mjs'

const FILE_URL = "require('node:url').pathToFileURL(__filename).href"

/** In the command line's bundle the script stands for the commands that are in it. */
export const briefScript = {
  name: 'brief-script',
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: /\/brief\.ts$/ }, ({ path, ...where }) =>
      resolve(path.replace('brief.ts', 'brief-script.ts'), where),
    )
  },
}

export const buildBrief = async (file, options) => {
  await build({
    ...options,
    entryPoints: ['src/cli/brief.ts'],
    outfile: file,
    format: 'cjs',
    // A script cannot import, and these commands open no connection.
    supported: { 'dynamic-import': false },
    plugins: [lexerOnly],
    define: { ...options.define, 'import.meta.url': '__url' },
    banner: {
      js: `(function (exports, require, module, __filename, __dirname) { const __url = ${FILE_URL};`,
    },
    footer: { js: '})' },
  })
  // In a process of its own: the cache has the functions that were called, and only those of this file.
  execFileSync(process.execPath, ['build-code.mjs', file], { stdio: ['ignore', 'ignore', 'inherit'] })
}
