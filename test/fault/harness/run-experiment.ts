import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Experiment, Figures } from './experiment.ts'
import type { Servers } from './servers.ts'
import { Stage } from './stage.ts'

export interface Result {
  readonly experiment: Experiment
  readonly seed: number
  readonly seconds: number
  readonly figures: Figures | undefined
  /** Why it is red. */
  readonly failure: string | undefined
}

export interface RunShape {
  readonly seed: number
  readonly isLong: boolean
  readonly servers: Servers
  readonly say: (text: string) => void
}

const late = (limitS: number): { readonly over: Promise<never>; readonly stop: () => void } => {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${String(limitS)} s`)), limitS * 1_000)
  })
  over.catch(() => undefined)
  return { over, stop: () => clearTimeout(timer) }
}

/** Runs one experiment to its end; its folder is kept where it fails. */
export const runExperiment = async (
  experiment: Experiment,
  { isLong, say, seed, servers }: RunShape,
): Promise<Result> => {
  const started = performance.now()
  const folder = await mkdtemp(join(tmpdir(), `sluice-${experiment.name}-`))
  await chmod(folder, 0o755)
  const size = isLong ? experiment.long : experiment.short
  const stage = new Stage({ name: experiment.name, seed, size, isLong, folder, servers, say })
  const limit = late(size.limitS)
  let figures: Figures | undefined
  let failure: string | undefined
  try {
    figures = await Promise.race([experiment.run(stage), limit.over])
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error)
  }
  limit.stop()
  await stage.close()
  if (failure === undefined) await rm(folder, { recursive: true, force: true })
  else failure += ` (its logs are in ${folder})`
  return { experiment, seed, figures, failure, seconds: (performance.now() - started) / 1_000 }
}
