import type { Failure, StreamProgram } from '../../codegen/program.ts'
import { bytesJson, payloadJson, validText } from '../../delivery/dead-letter/bytes-json.ts'
import { optionsJson, rowJson } from '../../delivery/row-json.ts'
import type { OutputChunk } from '../../stream/output.ts'
import { skipValue } from '../../types/json/scan.ts'
import { jsonText } from '../../types/json/write.ts'
import type { ReplayRecord } from './replay-line.ts'

const json = (value: unknown): string => JSON.stringify(value) ?? 'null'

const isJson = (bytes: Uint8Array): boolean =>
  skipValue(bytes, 0, bytes.length) === bytes.length && validText(bytes) !== undefined

/** A row's value as JSON: what the target says with `value = …` may be text or bytes. */
export const rowValue = (chunk: OutputChunk, row: number): string => {
  const bytes = rowJson(chunk, row)
  const kind = chunk.target.valueType?.kind
  const text = validText(bytes)
  if (kind === 'BYTES' || text === undefined) return json(Buffer.from(bytes).toString('base64'))
  return kind === 'STRING' || (kind !== undefined && !isJson(bytes)) ? json(text) : text
}

/** One row of a rule for one of its targets. */
export const rowLine = (chunk: OutputChunk, row: number): string => {
  const { target, options, timeMs } = chunk
  const option = (name: string) => {
    const at = target.perRow.indexOf(name)
    return at === -1 ? target.constants[name] : options[at]?.[row]
  }
  const head = `{"rule":${json(target.rule)},"sink":${json(target.connection)}`
  const time = json(timeMs[row])
  return `${head},"options":${optionsJson(target, option)},"time":${time},"value":${rowValue(chunk, row)}}`
}

/** The record again: whole where it is short and JSON, else its start with its length and hash. */
const inputJson = (record: ReplayRecord, bytesMax: number): string => {
  const { attributes, form, headers, key, payload, source, timeMs, topic } = record
  const members: string[] = []
  const add = (name: string, text: string): void => void members.push(`${json(name)}:${text}`)
  if (source !== undefined) add('source', json(source))
  if (topic !== undefined) add('topic', json(topic))
  if (key !== undefined) add('key', json(bytesJson(key)))
  if (headers !== undefined) {
    const pairs = Object.entries(headers).map(([name, value]) => `${json(name)}:${json(bytesJson(value))}`)
    add('headers', `{${pairs.join(',')}}`)
  }
  if (timeMs !== undefined) add('time', json(timeMs))
  if (attributes !== undefined) add('attributes', jsonText(attributes))
  if (form === 'payload' && payload.length <= bytesMax && isJson(payload))
    add('payload', Buffer.from(payload).toString())
  else {
    const { payload: text, encoding, ...rest } = payloadJson(payload, bytesMax)
    add(encoding === 'utf8' ? 'text' : 'base64', json(text))
    if (rest.cut === true) for (const [name, value] of Object.entries(rest)) add(name, json(value))
  }
  return `{${members.join(',')}}`
}

/** A failed record: of the stream where it could not be decoded, else of the rule. */
export const errorLine = (
  program: StreamProgram,
  failure: Failure,
  record: ReplayRecord,
  bytesMax: number,
): string => {
  const { rule, slug, message, path } = failure
  const owner = rule === -1 ? { stream: program.stream.name } : { rule: program.rules[rule]!.name }
  const error = { slug, message, ...(path === undefined ? {} : { path }) }
  return `${json(owner).slice(0, -1)},"error":${json(error)},"input":${inputJson(record, bytesMax)}}`
}
