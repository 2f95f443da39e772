/** Longest line, so that an input without line breaks cannot fill the memory. */
const LINE_BYTES_MAX = 64 * 1024 * 1024

/** The lines of a stream as bytes, without their line breaks; an unfinished last one counts. */
export async function* byteLines(input: NodeJS.ReadableStream): AsyncIterable<Buffer> {
  let rest: Buffer[] = []
  let size = 0
  for await (const piece of input) {
    let chunk = Buffer.from(piece as Uint8Array)
    for (;;) {
      const at = chunk.indexOf(10)
      if (at < 0) break
      yield Buffer.concat([...rest, chunk.subarray(0, at)])
      rest = []
      size = 0
      chunk = chunk.subarray(at + 1)
    }
    size += chunk.length
    if (size > LINE_BYTES_MAX) throw new Error(`a line of more than ${String(LINE_BYTES_MAX)} bytes`)
    if (chunk.length > 0) rest.push(chunk)
  }
  if (rest.length > 0) yield Buffer.concat(rest)
}
