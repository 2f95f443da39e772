/** Named places where a test may end the process; inert outside tests. */
export const failpointNames = [
  'after-read',
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

export type Failpoint = (name: FailpointName) => void

export const noFailpoint: Failpoint = () => {}
