import { randomInt } from 'node:crypto'
import { experiments } from './experiments.ts'
import { runExperiment, type Result } from './harness/run-experiment.ts'
import { Servers } from './harness/servers.ts'
import { table } from './harness/table.ts'
import { HELP, parseArguments, type FaultArguments } from './harness/arguments.ts'
import { appendRow, SEED_MAX, writePage } from './harness/reliability.ts'
import { Progress } from './harness/progress.ts'

const LONG_SEEDS = 3

const argumentsOrExit = (): FaultArguments => {
  try {
    return parseArguments(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`)
    process.exit(2)
  }
}

const { help, isLong, names, resume, seed: given, list } = argumentsOrExit()
const unknown = names.filter((name) => experiments.every((one) => one.name !== name))
const chosen = experiments.filter(({ name }) => names.length === 0 || names.includes(name))

const servers = new Servers()

const print = (text: string): void => void process.stdout.write(`${text}\n`)

/** Long runs have fixed seeds, so that a stopped one can go on; the soak has one. */
const seedsOf = (isOnce: boolean): readonly number[] => {
  if (given !== undefined) return [given]
  if (!isLong) return [randomInt(SEED_MAX)]
  return Array.from({ length: isOnce ? 1 : LONG_SEEDS }, (_, k) => k + 1)
}

const runAll = async (): Promise<readonly Result[]> => {
  const progress = new Progress(resume)
  const results: Result[] = []
  try {
    for (const experiment of chosen)
      for (const seed of seedsOf(experiment.isOnce === true)) {
        if (isLong && progress.has(experiment.name, seed)) continue
        print(`${experiment.name} (seed ${String(seed)}): ${experiment.invariant}`)
        const say = (text: string): void => print(`  ${text}`)
        const result = await runExperiment(experiment, { seed, isLong, servers, say })
        print(
          `  ${result.failure === undefined ? 'green' : `RED: ${result.failure}`}, ${result.seconds.toFixed(0)} s`,
        )
        results.push(result)
        if (isLong && result.failure === undefined) {
          appendRow(result)
          writePage(experiments)
          progress.note(experiment.name, seed)
        }
      }
  } finally {
    await servers.stop()
  }
  return results
}

if (help) print(HELP)
else if (unknown.length > 0) {
  const known = experiments.map(({ name }) => name).join(', ')
  process.stderr.write(`there is no experiment ${unknown.join(', ')}; there are ${known}\n`)
  process.exitCode = 2
} else if (list) {
  writePage(experiments)
  for (const { invariant, name } of chosen) print(`${name}: ${invariant}`)
} else {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void servers.stop().finally(() => process.exit(130)))
  const results = await runAll()
  print(`\n${table(results)}`)
  const red = results.filter(({ failure }) => failure !== undefined)
  for (const { experiment, failure, seed } of red)
    print(`RED ${experiment.name} (seed ${String(seed)}): ${String(failure)}`)
  // What a failed experiment has left under way must not hold us up.
  process.exit(red.length > 0 ? 1 : 0)
}
