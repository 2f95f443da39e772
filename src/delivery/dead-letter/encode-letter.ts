import { optionsJson, rowJson } from '../row-json.ts'
import { jsonText } from '../../types/json/write.ts'
import { bytesJson, payloadJson } from './bytes-json.ts'
import type { DeadLetter } from './letter.ts'

/** Characters of a message; one that quotes what it is about could be as long as a payload. */
const MESSAGE_LENGTH_MAX = 2_000

type Members = [name: string, json: string][]

const json = (value: unknown): string => JSON.stringify(value) ?? 'null'

const sinkMembers = (letter: DeadLetter, bytesMax: number): Members => {
  if (letter.refused === undefined) return [['attempts', '1']]
  const { rows, index, attempts } = letter.refused
  const chunk = rows.chunk(index)
  const row = rowJson(chunk, rows.row(index))
  const options = optionsJson(chunk.target, (name) => rows.option(index, name))
  const { connection } = chunk.target
  return [
    ['sink', `{"connection":${json(connection)},"options":${options}}`],
    ['attempts', `${attempts}`],
    ['row', json(payloadJson(row, bytesMax))],
  ]
}

const inputMembers = ({ input }: DeadLetter, bytesMax: number): Members => {
  if (input === undefined) return []
  const { batch, index } = input
  const headers: Members = batch
    .headerNames(index)
    .map((name) => [name, json(bytesJson(batch.header(index, name)))])
  const { payload, ...rest } = payloadJson(
    batch.bytes.subarray(batch.start[index], batch.end[index]),
    bytesMax,
    batch.fullSize?.get(index),
  )
  return [
    ['topic', json(batch.topics[batch.topic[index] ?? -1] ?? null)],
    ['key', json(bytesJson(batch.key(index)))],
    ['headers', object(headers)],
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
  return object(members)
}

const object = (members: Members): string =>
  `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`

/**
 * One NDJSON line: time, stream or rule, slug, message, path, position, topic, key, headers and payload of the input
 * (cut at `payloadBytesMax`, with its length and hash), and for a refused row also sink, attempts and row.
 */
export const encodeLetter = (letter: DeadLetter, wallMs: number, payloadBytesMax: number): Buffer => {
  const members: Members = [['time', json(new Date(wallMs).toISOString())]]
  for (const [name, value] of Object.entries(letter.owner)) members.push([name, json(value)])
  members.push(['slug', json(letter.slug)], ['message', json(letter.message.slice(0, MESSAGE_LENGTH_MAX))])
  if (letter.path !== undefined) members.push(['path', json(letter.path)])
  members.push(...sinkMembers(letter, payloadBytesMax))
  members.push(['position', positionJson(letter)], ...inputMembers(letter, payloadBytesMax))
  return Buffer.from(`${object(members)}\n`)
}
