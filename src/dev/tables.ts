import type { CheckedProject } from '../check/checked/project.ts'
import { targetShapeOf } from '../codegen/shapes.ts'

/** The CREATE TABLE statements that the rules' SQL targets need, each once. */
export const neededTables = (project: CheckedProject): readonly string[] => {
  const statements = project.rules.flatMap((rule) =>
    rule.targets.map((target, index) =>
      target.connector?.sink?.createStatement?.(targetShapeOf(rule, '', index)),
    ),
  )
  return [...new Set(statements.filter((statement) => statement !== undefined))]
}

/** Makes the tables of a SQLite file that are not there yet. */
export const createTables = async (file: string, statements: readonly string[]): Promise<void> => {
  const { default: Database } = await import('libsql')
  const database = new Database(file)
  try {
    for (const statement of statements)
      database.exec(statement.replace('CREATE TABLE', 'CREATE TABLE IF NOT EXISTS'))
  } finally {
    database.close()
  }
}
