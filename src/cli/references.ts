import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { References } from '../project/references.ts'
import type { Terminal } from './terminal.ts'

/** What references of sluice.yaml stand for: environment variables, and files relative to its folder. */
export const referencesOf = (terminal: Terminal, directory: string): References => ({
  environment: (name) => terminal.environment[name],
  file: (path) => {
    try {
      return readFileSync(resolve(directory, path), 'utf8')
    } catch {
      return undefined
    }
  },
})
