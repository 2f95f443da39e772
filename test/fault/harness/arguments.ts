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
}

/** `npm run fault -- [name] [--short | --long] [--seed N] [--resume] [--list]`; throws on anything else. */
export const parseArguments = (args: readonly string[]): FaultArguments => {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      short: { type: 'boolean', default: false },
      long: { type: 'boolean', default: false },
      resume: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      seed: { type: 'string' },
    },
  })
  const seed = values.seed === undefined ? undefined : Number(values.seed)
  if (seed !== undefined && !Number.isSafeInteger(seed)) throw new Error('--seed takes a whole number')
  if (values.short && values.long) throw new Error('--short or --long')
  return { names: positionals, isLong: values.long, seed, resume: values.resume, list: values.list }
}
