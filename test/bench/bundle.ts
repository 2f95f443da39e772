import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/** Below the project, so that packages are found. */
const FOLDER = '.scratch/bench'

/**
 * A script of this folder made for Node as the product is. What tsx makes of it names every closure as it is created
 * (`__name`), which costs a fifth of a check, and which no user runs.
 */
export const bundle = async (name: string): Promise<string> => {
  const outfile = join(process.cwd(), FOLDER, `${name}.mjs`)
  mkdirSync(join(process.cwd(), FOLDER), { recursive: true })
  await build({
    entryPoints: [join(process.cwd(), 'test/bench', `${name}.ts`)],
    outfile,
    bundle: true,
    minifySyntax: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    define: { SLUICE_VERSION: "'bench'" },
    logLevel: 'warning',
  })
  return outfile
}
