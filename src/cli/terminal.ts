import { colourPalette, plainPalette, type Palette } from '../diagnostic/render/human.ts'

/** The streams and surroundings of a command, so that tests can give their own. */
export interface Terminal {
  /** Results. */
  readonly out: NodeJS.WritableStream & {
    readonly isTTY?: boolean
    readonly columns?: number
    readonly rows?: number
  }
  /** Messages. */
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number }
  readonly input: NodeJS.ReadableStream
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly directory: string
}

/** Colours where the stream that is written to is a terminal, unless NO_COLOR says otherwise (https://no-color.org). */
export const paletteOf = (terminal: Terminal, stream: 'out' | 'err'): Palette => {
  const { NO_COLOR: noColour } = terminal.environment
  return terminal[stream].isTTY === true && (noColour === undefined || noColour === '')
    ? colourPalette
    : plainPalette
}

/** Writes a line and waits until the stream has taken it. */
export const writeLine = (stream: NodeJS.WritableStream, line: string): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.write(`${line}\n`, (error) => {
      if (error === null || error === undefined) resolve()
      else reject(error)
    })
  })

/** The process's own streams. */
export const processTerminal = (): Terminal => ({
  out: process.stdout,
  err: process.stderr,
  input: process.stdin,
  environment: process.env,
  directory: process.cwd(),
})
