import type { TableShape } from '../../codegen/program.ts'
import { keyOf, type KeyOf, type TableKey } from '../../stream/table-key.ts'
import type { Table, TableInput, TableRow } from '../../stream/table.ts'
import { RecordError } from '../../types/record-error.ts'
import type { Value } from '../../types/value.ts'
import { checkAge } from './age.ts'

const words = (error: unknown): string => {
  if (!(error instanceof RecordError)) throw error
  return error.path === undefined ? error.message : `${error.path}: ${error.message}`
}

/** A table whose rows are given one by one: each is visible from then on, and replaces one of equal key. */
export class MemoryTable implements Table {
  readonly shape: TableShape
  /** Some row was given, or it was said that there are none. */
  isGiven = false
  private readonly rows = new Map<TableKey, TableRow>()
  private readonly keyOf: KeyOf
  private readonly nowMs: () => number
  /** When its last row was given; undefined until time begins. */
  private givenMs: number | undefined
  private readonly asked: (table: MemoryTable) => void

  /** `asked` is told at the first look-up of a table that was never given a row. */
  constructor(shape: TableShape, nowMs: () => number, asked: (table: MemoryTable) => void = () => undefined) {
    this.shape = shape
    this.keyOf = keyOf(shape.keyTypes)
    this.nowMs = nowMs
    this.asked = asked
  }

  /** Takes a row in; gives what is wrong with it, in words. */
  put(value: Value, message?: TableInput['message']): string | undefined {
    try {
      const row = this.shape.decode(message === undefined ? { value } : { value, message })
      const key = this.keyOf(this.shape.primaryKey.map((column) => row[column]))
      if (key === undefined) return 'its key can match nothing'
      this.rows.set(key, row)
    } catch (error) {
      return words(error)
    }
    this.renew()
    return undefined
  }

  /** Says that the table is as it should be now, whatever its rows. */
  renew(): void {
    this.isGiven = true
    this.givenMs = this.nowMs()
  }

  /** Says that the table was read before time began: its age counts from the first look-up. */
  begin(): void {
    this.isGiven = true
    this.givenMs = undefined
  }

  async ready(): Promise<void> {
    return Promise.resolve()
  }

  missed(): undefined {
    return undefined
  }

  async prefetch(): Promise<void> {
    return Promise.resolve()
  }

  get(key: TableKey): TableRow | undefined {
    if (!this.isGiven) {
      this.isGiven = true
      this.asked(this)
    }
    const nowMs = this.nowMs()
    this.givenMs ??= nowMs
    checkAge(this.shape.name, nowMs - this.givenMs, this.shape.maxAgeMs)
    return this.rows.get(key)
  }
}
