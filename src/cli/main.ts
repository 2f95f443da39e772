import { runCommandLine } from './command-line.ts'
import { exitCode } from './exit-code.ts'
import { processTerminal } from './terminal.ts'

const terminal = processTerminal()

// A reader that went away (`sluice functions | head`) is no mistake.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCode.fine : exitCode.internal)
})

runCommandLine(process.argv.slice(2), terminal).then(
  (code) => {
    process.exitCode = code
    // Streams are written out; what may still be open (a timer of a vendor's client) must not keep us.
    process.stdout.write('', () => {
      process.exit(code)
    })
  },
  (error: unknown) => {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
    terminal.err.write(`This is a mistake of Sluice itself; please report it.\n${words}\n`)
    process.exit(exitCode.internal)
  },
)
