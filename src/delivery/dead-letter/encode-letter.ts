import { optionsJson, rowJson } from '../row-json.ts'
import { jsonText } from '../../types/json/write.ts'
import { bytesJson, payloadJson } from './bytes-json.ts'
import { ATTRIBUTES } from './kept-input.ts'
import { fingerprintOf, letterId } from './letter-id.ts'
import type { DeadLetter } from './letter.ts'

/** Characters of a message; one that quotes what it is about could be as long as a payload. */
const MESSAGE_LENGTH_MAX = 2_000

type Members = [name: string, json: string][]

export interface EncodedLetter {
  readonly id: string
  /** NDJSON, with its newline. */
  readonly line: Buffer
}

const json = (value: unknown): string => JSON.stringify(value) ?? 'null'

const sinkMembers = ({ refused }: DeadLetter, bytesMax: number): Members => {
  if (refused === undefined) return [['attempts', '1']]
  const { rows, index, attempts } = refused
  const chunk = rows.chunk(index)
  const row = rowJson(chunk, rows.row(index))
  const options = optionsJson(chunk.target, (name) => rows.option(index, name))
  const { connection, index: target } = chunk.target
  return [
    ['sink', `{"connection":${json(connection)},"target":${String(target)},"options":${options}}`],
    ['attempts', `${attempts}`],
    ['event_time', json(new Date(rows.timeMs(index)).toISOString())],
    ['output_id', json(rows.id?.(index) ?? null)],
    ['row', json(payloadJson(row, bytesMax))],
  ]
}

const inputMembers = ({ input }: DeadLetter, bytesMax: number): Members => {
  if (input === undefined) return []
  const { batch, index } = input
  const headers: Members = batch
    .headerNames(index)
    .map((name) => [name, json(bytesJson(batch.header(index, name)))])
  const attributes: Members = ATTRIBUTES.flatMap((name): Members => {
    const value = batch.attribute(index, name)
    return value === undefined || value === null ? [] : [[name, jsonText(value)]]
  })
  const { payload, ...rest } = payloadJson(
    batch.bytes.subarray(batch.start[index], batch.end[index]),
    bytesMax,
    batch.fullSize?.get(index),
  )
  return [
    ['topic', json(batch.topics[batch.topic[index] ?? -1] ?? null)],
    ['key', json(bytesJson(batch.key(index)))],
    ['headers', object(headers)],
    ...(attributes.length === 0 ? [] : ([['attributes', object(attributes)]] as Members)),
    ['payload', json(payload)],
    ...Object.entries(rest).map(([name, value]): [string, string] => [name, json(value)]),
  ]
}

const positionJson = ({ position, input }: DeadLetter): string => {
  const members: Members = Object.entries(position).map(([name, value]) => [name, json(value)])
  for (const name of ['partition', 'offset']) {
    const value = input?.batch.attribute(input.index, name)
    if (value !== undefined && value !== null) members.push([name, jsonText(value)])
  }
  const timeMs = input?.batch.timeMs[input.index]
  if (timeMs !== undefined) members.push(['timestamp', json(new Date(timeMs).toISOString())])
  return object(members)
}

const object = (members: Members): string =>
  `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`

/**
 * One NDJSON line: id, fingerprint, time, stream or rule, slug, message, path, position, topic, key, headers,
 * attributes and payload of the input (cut at `payloadBytesMax`, with its length and hash), and for a refused row also
 * sink, attempts, output id and row.
 */
export const encodeLetter = (letter: DeadLetter, wallMs: number, payloadBytesMax: number): EncodedLetter => {
  const id = letterId(letter)
  const members: Members = [
    ['id', json(id)],
    ['fingerprint', json(fingerprintOf(letter))],
    ['time', json(new Date(wallMs).toISOString())],
  ]
  for (const [name, value] of Object.entries(letter.owner)) members.push([name, json(value)])
  members.push(['slug', json(letter.slug)], ['message', json(letter.message.slice(0, MESSAGE_LENGTH_MAX))])
  if (letter.path !== undefined) members.push(['path', json(letter.path)])
  members.push(...sinkMembers(letter, payloadBytesMax))
  members.push(['position', positionJson(letter)], ...inputMembers(letter, payloadBytesMax))
  return { id, line: Buffer.from(`${object(members)}\n`) }
}
