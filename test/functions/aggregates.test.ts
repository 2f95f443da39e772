import { describe, expect, test } from 'vitest'
import { aggregates } from '../../src/functions/aggregates.ts'
import { functions } from '../../src/functions/functions.ts'
import { windows } from '../../src/windows/windows.ts'
import { compile } from '../../src/index.ts'

const stream = "STREAM s (d STRING, x DOUBLE, y DOUBLE, at TIMESTAMP) FROM broker (topic = 's');\n"

/** What the checker says of a rule beside that it cannot run yet. */
const findings = (rule: string): readonly string[] =>
  compile(stream + rule, { name: 'a.rules' })
    .diagnostics.filter(({ slug, severity }) => severity === 'error' && slug !== 'not-yet')
    .map(({ slug, message }) => `${slug}: ${message}`)

const examples = aggregates.flatMap(({ kind, examples: all }) =>
  all.map(({ expression }) => ({ kind, expression })),
)

describe('aggregates, analytic functions and windows', () => {
  test.each(examples)('$expression is right', ({ kind, expression }) => {
    const item = `CAST(${expression} AS STRING) AS v`
    const group = kind === 'aggregate' ? 'GROUP BY TUMBLE(1 MINUTE)' : 'STATE TTL 1 DAY'
    expect(findings(`RULE r AS SELECT ${item} FROM s ${group} INTO stdout;`)).toEqual([])
  })

  test.each(windows.flatMap((entry) => entry.examples))('%s is right', (example) => {
    expect(findings(`RULE r AS SELECT count(*) AS n FROM s GROUP BY d, ${example} INTO stdout;`)).toEqual([])
  })

  test('have names of their own, examples and sentences', () => {
    const names = [...functions, ...aggregates, ...windows].flatMap((entry) => [
      entry.name.toLowerCase(),
      ...('aliases' in entry ? (entry.aliases ?? []) : []),
    ])
    expect(names.filter((name, k) => names.indexOf(name) !== k)).toEqual([])
    const thin = [...aggregates, ...windows].filter(
      (entry) => entry.examples.length < 2 || !/^[A-Z].*[.?]$/s.test(entry.prose),
    )
    expect(thin.map((entry) => entry.name)).toEqual([])
  })

  test('a rule that has one is refused with one finding that says what', () => {
    const text = `${stream}RULE r AS SELECT d, count(*) AS n FROM s GROUP BY d, TUMBLE(1 MINUTE) INTO stdout;`
    const { diagnostics, program } = compile(text, { name: 'a.rules' })
    const errors = diagnostics.filter((one) => one.severity === 'error')
    expect(errors.map((one) => one.message)).toEqual([
      '`r` cannot run yet: this version has nothing that runs GROUP BY and `count`',
    ])
    expect(program).toBeUndefined()
  })
})
