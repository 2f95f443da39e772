import type { OutputBatch } from '../../stream/output.ts'
import type { Value } from '../../types/value.ts'
import { argumentOf, argumentProblem, type Argument } from './argument.ts'
import { rowFields } from './row-fields.ts'

export type Command = readonly Argument[]

/** A command with its arguments, and those that may follow only when it was carried out. */
export interface RowCommand {
  readonly first: Command
  readonly then: readonly Command[]
}

/** A row that makes no command, and why. */
export class RowProblem extends Error {}

const needed = (value: Value, what: string): Argument => {
  const argument = argumentOf(value)
  if (argument === undefined) throw new RowProblem(`${what} is ${argumentProblem(value)}`)
  return argument
}

const listed = (command: string, args: Value): RowCommand => {
  const values = Array.isArray(args) ? (args as readonly Value[]) : []
  if (values.length === 0) throw new RowProblem('args are empty')
  const rest = values.map((value, k) => needed(value, `argument ${String(k + 1)}`))
  return { first: [command, ...rest], then: [] }
}

/** The members of the row, one after the other: its columns unless the target says another value. */
const fieldsOf = (row: Buffer): readonly Argument[] => {
  const fields = rowFields(row)
  if (fields === undefined) throw new RowProblem('the value is no object, whose members could be the fields')
  if (fields.length === 0) throw new RowProblem('the row has no fields')
  return fields.flatMap(([name, text]) => [needed(name, 'a name'), needed(text, `field ${name}`)])
}

const ttlOf = (ttl: Value): string => {
  if (typeof ttl !== 'number' || ttl < 1) throw new RowProblem('ttl is no time of 1 ms or more')
  return String(Math.trunc(ttl))
}

/** Cuts a list to the elements that were pushed last. */
const trimming = (command: string, key: Argument, length: Value): readonly Command[] => {
  if (length == null) return []
  return [
    command === 'LPUSH'
      ? ['LTRIM', key, '0', String(Number(length) - 1)]
      : ['LTRIM', key, String(-Number(length)), '-1'],
  ]
}

const written = (batch: OutputBatch, index: number, command: string, key: Argument): Command => {
  const option = (name: string): Value => batch.option(index, name)
  const row = batch.value(index)
  switch (command) {
    case 'HSET': {
      const field = option('field')
      return ['HSET', key, ...(field === undefined ? fieldsOf(row) : [needed(field, 'the field'), row])]
    }
    case 'ZADD':
      return ['ZADD', key, needed(option('score'), 'the score'), row]
    case 'XADD': {
      const length = option('max_length')
      const limit = length == null ? [] : ['MAXLEN', '~', String(Number(length))]
      return ['XADD', key, ...limit, '*', ...fieldsOf(row)]
    }
    default:
      return [command, key, row]
  }
}

/** A row as a command of Redis. Throws `RowProblem`. */
export const rowCommand = (batch: OutputBatch, index: number): RowCommand => {
  const option = (name: string): Value => batch.option(index, name)
  const command = String(option('command'))
  const args = option('args')
  if (args !== undefined) return listed(command, args)
  const key = needed(option('key'), command === 'PUBLISH' ? 'the channel' : 'the key')
  const ttl = option('ttl')
  switch (command) {
    case 'SET':
      return {
        first: ['SET', key, batch.value(index), ...(ttl == null ? [] : ['PX', ttlOf(ttl)])],
        then: [],
      }
    case 'DEL':
      return { first: ['DEL', key], then: [] }
    case 'EXPIRE':
      return { first: ['PEXPIRE', key, ttlOf(ttl)], then: [] }
    default: {
      const isList = command === 'LPUSH' || command === 'RPUSH'
      const expiry: readonly Command[] = ttl == null ? [] : [['PEXPIRE', key, ttlOf(ttl)]]
      return {
        first: written(batch, index, command, key),
        then: [...(isList ? trimming(command, key, option('max_length')) : []), ...expiry],
      }
    }
  }
}
