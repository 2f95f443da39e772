import { InvalidArgumentError } from 'commander'
import type { CheckedProject } from '../../check/checked/project.ts'
import type { WorkerNumber } from '../../stream/partition-owner.ts'

const WORKERS_MAX = 1_000

/** `1/3`: the second of three. */
export const workerNumber = (text: string): WorkerNumber => {
  const [, number, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(text)?.map(Number) ?? []
  if (number === undefined || of === undefined || number >= of || of > WORKERS_MAX)
    throw new InvalidArgumentError(
      `expected NUMBER/COUNT, as in 0/3 for the first of three, at most ${String(WORKERS_MAX)}`,
    )
  return { number, of }
}

/** Streams that each of several workers would read whole, so that their rows came several times. */
export const readByAll = ({ streams }: CheckedProject, { of }: WorkerNumber): readonly string[] =>
  of === 1
    ? []
    : streams
        .filter(
          ({ connector, topics }) =>
            connector?.source?.hasPartitions !== true &&
            !(topics.length > 0 && topics.every((topic) => topic.startsWith('$share/'))),
        )
        .map(({ name }) => name)
