import { fileURLToPath } from 'node:url'
import type * as Brief from './brief.ts'
import { loadScript } from './load-script.ts'

const script = loadScript(fileURLToPath(new URL('brief.cjs', import.meta.url))) as typeof Brief

/** Stands for `brief.ts` in the package. */
export const { check, explain, formatFiles, listFunctions } = script
