import type { Command } from 'commander'
import type { ExitCode } from './exit-code.ts'

/** Adds an example, which a reader of --help sees first. */
export const example = (command: Command, text: string): Command =>
  command.addHelpText('before', `Example:\n  ${text}\n`)

/** Runs what a command does, and keeps its exit code. */
export type Run = (action: () => Promise<ExitCode>) => Promise<void>
