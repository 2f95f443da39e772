import type { Program } from '../../codegen/program.ts'
import type { Value } from '../../types/value.ts'
import { MemoryTable } from './memory-table.ts'

export interface MemoryTablesOptions {
  /** Milliseconds since 1970; what MAX AGE is measured by. */
  readonly nowMs: () => number
  /** Told once for each table that is looked up before it was given a row. */
  readonly asked?: (table: string) => void
}

/** The tables of a program in memory, for `replay` and TEST: filled by name, looked up by a pass. */
export class MemoryTables {
  /** As `PassContext.tables` wants them. */
  readonly all: readonly MemoryTable[]
  private readonly byName: ReadonlyMap<string, MemoryTable>

  constructor(program: Pick<Program, 'tables'>, { nowMs, asked }: MemoryTablesOptions) {
    this.all = program.tables.map(
      (shape) => new MemoryTable(shape, nowMs, (table) => asked?.(table.shape.name)),
    )
    this.byName = new Map(this.all.map((table) => [table.shape.name, table]))
  }

  /** A table by its name; undefined where no rule looks it up. */
  of(name: string): MemoryTable | undefined {
    return this.byName.get(name)
  }

  /** Puts a row into a table; gives what is wrong with it, in words. One that no rule looks up takes every row. */
  put(name: string, row: Value): string | undefined {
    return this.of(name)?.put(row)
  }
}
