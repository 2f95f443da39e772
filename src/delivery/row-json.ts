import type { OutputChunk, TargetShape } from '../stream/output.ts'
import type { Value } from '../types/value.ts'
import { jsonText } from '../types/json/write.ts'

/** A row as bytes: as it was encoded, or its columns as a JSON object where the sink takes columns. */
export const rowJson = (chunk: OutputChunk, row: number): Uint8Array => {
  const { columns, target } = chunk
  if (columns.length === 0) return chunk.bytes.subarray(chunk.start[row], chunk.end[row])
  const members = target.columns.map(
    ({ name, type }, at) => `${JSON.stringify(name)}:${jsonText(columns[at]?.[row], type)}`,
  )
  return Buffer.from(`{${members.join(',')}}`)
}

/** All options of a row, constants and those per row, as a JSON object. */
export const optionsJson = (target: TargetShape, option: (name: string) => Value): string => {
  const names = [...Object.keys(target.constants), ...target.perRow]
  const members = names.map((name) => `${JSON.stringify(name)}:${jsonText(option(name))}`)
  return `{${members.join(',')}}`
}
