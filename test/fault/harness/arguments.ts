import { parseArgs } from 'node:util'

export interface FaultArguments {
  /** Experiments to run; all where there are none. */
  readonly names: readonly string[]
  readonly isLong: boolean
  readonly seed: number | undefined
  /** A long run goes on where it was stopped. */
  readonly resume: boolean
  /** Only says what there is. */
  readonly list: boolean
  readonly help: boolean
}

export const HELP = `  npm run fault -- kill-mqtt-local --seed 7

Breaks a worker and its servers on purpose, and compares what came with what was confirmed.

  npm run fault -- [NAME…] [--short | --long] [--seed N] [--resume]
  npm run fault -- --list

NAME…      experiments to run; all unless named
--short    some seconds each, with a seed of its own (the default)
--long     minutes each, with seeds 1, 2 and 3; each one that is green becomes a row of docs/reliability.md
--seed N   only this seed: faults come at the moments that it draws
--resume   what an earlier long run has finished is not run again
--list     names the experiments and what each one proves

Ends with 0 where all are green, 1 where one is red, 2 where the command is wrong.
`

/** Throws with a sentence on what it does not know. */
export const parseArguments = (args: readonly string[]): FaultArguments => {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      short: { type: 'boolean', default: false },
      long: { type: 'boolean', default: false },
      resume: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      seed: { type: 'string' },
    },
  })
  const seed = values.seed === undefined ? undefined : Number(values.seed)
  if (seed !== undefined && !Number.isSafeInteger(seed)) throw new Error('--seed takes a whole number')
  if (values.short && values.long) throw new Error('--short and --long exclude each other')
  const { help, list, long: isLong, resume } = values
  return { names: positionals, isLong, seed, resume, list, help }
}
