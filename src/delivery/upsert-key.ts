import type { OutputChunk, TargetShape } from '../stream/output.ts'
import type { Value } from '../types/value.ts'

/** The places of a target's upsert key among its columns; empty where it has none. */
export const keyColumns = (target: TargetShape): readonly number[] => {
  const key = Object.hasOwn(target.constants, 'key') ? target.constants['key'] : undefined
  const names = typeof key === 'string' ? [key] : Array.isArray(key) ? key : []
  const places = names.map((name) => target.columns.findIndex((column) => column.name === name))
  return places.includes(-1) ? [] : places
}

const text = (value: Value): string => {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('base64')}`
  if (typeof value !== 'object' || value === null) return `${typeof value} ${String(value)}`
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}` : part))
}

/** A text that is equal for rows of equal key. */
export const upsertKey = (chunk: OutputChunk, row: number, places: readonly number[]): string =>
  places.map((place) => text(chunk.columns[place]?.[row])).join('\u0000')
