/** Standard input as a rule file is written so. */
export const STDIN = '-'

/** All bytes of a stream. */
export const readAll = async (input: NodeJS.ReadableStream): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of input) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}
