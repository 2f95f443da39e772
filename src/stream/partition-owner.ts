/** Which of several workers one is, counted from 0. */
export interface WorkerNumber {
  readonly number: number
  readonly of: number
}

/**
 * Whose partitions are read. A journal has rows of its partitions that are not delivered yet, so these must not go to a
 * worker with another journal: partition p belongs to the worker whose number is p modulo the count of workers.
 */
export interface PartitionOwner extends WorkerNumber {
  /** The journal's id, 32 hexadecimal digits. */
  readonly journal: string
  /** Whether it has rows that are not delivered; without them a source that is closed lets its partitions go. */
  keepsRows(): boolean
}

export const onlyWorker: WorkerNumber = { number: 0, of: 1 }

/** The worker in words that `--worker` reads. */
export const workerText = ({ number, of }: WorkerNumber): string => `${String(number)}/${String(of)}`
