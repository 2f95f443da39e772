import { InvalidArgumentError, type Command } from 'commander'
import type { ExitCode } from './exit-code.ts'

/** Adds an example, which a reader of --help sees first. */
export const example = (command: Command, text: string): Command =>
  command.addHelpText('before', `Example:\n  ${text}\n`)

/** Runs what a command does, and keeps its exit code. */
export type Run = (action: () => Promise<ExitCode>) => Promise<void>

/** A number on the command line that is not negative. */
export const positive = (text: string): number => {
  const value = Number(text)
  if (!Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('expected a number that is not negative')
  return value
}
