/** Named places where a test may end the process; inert outside tests. */
export const failpointNames = [
  'after-read',
  'while-evaluating',
  'before-write',
  'after-write',
  'before-commit',
  'dead-letter-before-sync',
  'dead-letter-after-sync',
  'before-release',
  'after-release',
  'journal-before-write',
  'journal-after-write',
  'journal-before-sync',
  'journal-after-sync',
  'journal-before-rename',
  'journal-after-rename',
] as const

export type FailpointName = (typeof failpointNames)[number]

/** `detail` is what the process is about there; it is asked for by tests only. */
export type Failpoint = (name: FailpointName, detail?: () => string) => void

export const noFailpoint: Failpoint = () => {}
