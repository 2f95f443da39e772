/** How a command ends. */
export const exitCode = {
  /** All well; a clean drain too. */
  fine: 0,
  /** Findings at the level that fails. */
  findings: 1,
  /** The command line or the configuration is wrong. */
  usage: 2,
  /** A server could not be reached (`run --once`). */
  unreachable: 3,
  /** The disk with the journal cannot be written. */
  disk: 74,
  /** A mistake of Sluice itself. */
  internal: 70,
  /** Cut by a second SIGINT, or by the drain time-out. */
  interrupted: 130,
  /** Cut by a second SIGTERM, or by the drain time-out. */
  terminated: 143,
} as const

export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
