import { exitCode, type ExitCode } from './exit-code.ts'

/** Waits for SIGINT or SIGTERM. `second` tells of another one while the engine drains. */
export class StopSignal {
  readonly first: Promise<'SIGINT' | 'SIGTERM'>
  readonly second: Promise<void>

  constructor() {
    let resolveFirst: (name: 'SIGINT' | 'SIGTERM') => void = () => undefined
    let resolveSecond: () => void = () => undefined
    this.first = new Promise((resolve) => (resolveFirst = resolve))
    this.second = new Promise((resolve) => (resolveSecond = resolve))
    let count = 0
    for (const name of ['SIGINT', 'SIGTERM'] as const)
      process.on(name, () => {
        count++
        if (count === 1) resolveFirst(name)
        else resolveSecond()
      })
  }
}

/** The signal that a code tells of. */
export const signalOf = (code: ExitCode): 'SIGINT' | 'SIGTERM' | undefined => {
  if (code === exitCode.interrupted) return 'SIGINT'
  return code === exitCode.terminated ? 'SIGTERM' : undefined
}

/** How a process ends that was cut while it drained. */
export const cutCode = (name: 'SIGINT' | 'SIGTERM'): ExitCode =>
  name === 'SIGINT' ? exitCode.interrupted : exitCode.terminated
