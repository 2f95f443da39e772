import { grammarSteps } from '../whole-grammar.ts'

/** The steps of the grammar's rules as JSON, a rule on a line. */
export const stepsJson = (): string => {
  const rules = Object.entries(grammarSteps()).map(
    ([name, steps]) => `${JSON.stringify(name)}: ${JSON.stringify(steps)}`,
  )
  return `{\n${rules.join(',\n')}\n}\n`
}
