import { PassThrough, Readable } from 'node:stream'
import { runCommandLine } from '../../src/cli/command-line.ts'

/** Runs a command line in this process, with streams of its own. */
export const runCommand = async (
  args: readonly string[],
  input = '',
  directory = process.cwd(),
): Promise<{ code: number; out: string; err: string }> => {
  const out = new PassThrough()
  const err = new PassThrough()
  const collect = async (stream: PassThrough): Promise<string> => {
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks).toString('utf8')
  }
  const texts = Promise.all([collect(out), collect(err)])
  const terminal = {
    out,
    err,
    input: Readable.from([Buffer.from(input)]),
    environment: {},
    directory,
  }
  const code = await runCommandLine(args, terminal)
  out.end()
  err.end()
  const [outText, errText] = await texts
  return { code, out: outText, err: errText }
}
