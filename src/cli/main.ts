import { runCommandLine } from './command-line.ts'
import { exitCode, type ExitCode } from './exit-code.ts'
import { signalOf } from './stop-signal.ts'
import { processTerminal } from './terminal.ts'

const terminal = processTerminal()

// A reader that went away (`sluice functions | head`) is no mistake.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCode.fine : exitCode.internal)
})

/**
 * One who was cut by a signal dies of it, as shells and supervisors expect. It also is the only end that does not wait
 * for a call of a native client that never returns.
 */
const end = (code: ExitCode): void => {
  const signal = signalOf(code)
  if (signal === undefined) process.exit(code)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
}

runCommandLine(process.argv.slice(2), terminal).then(
  (code) => {
    process.exitCode = code
    // Streams are written out; what may still be open (a timer of a vendor's client) must not keep us.
    process.stdout.write('', () => {
      end(code)
    })
  },
  (error: unknown) => {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
    terminal.err.write(`This is a mistake of Sluice itself; please report it.\n${words}\n`)
    process.exit(exitCode.internal)
  },
)
