import { describe, expect, it } from 'vitest'
import { Collector } from '../../src/diagnostic/collector.ts'
import { SourceDocument } from '../../src/diagnostic/document.ts'
import { parseExpression } from '../../src/syntax/parse.ts'
import { checkExpression } from '../../src/check/check.ts'
import { bank, checkText, lines } from './check-text.ts'
import { dump } from './dump.ts'
import { vocabulary } from './vocabulary.ts'

describe('checked project', () => {
  it('puts a rule behind the rules that it reads, across files', () => {
    const { project, diagnostics } = checkText({
      'a.rules': 'RULE last AS SELECT a FROM middle INTO stdout;',
      'b.rules': 'RULE middle AS SELECT a FROM first; RULE first AS SELECT payload.a AS a FROM "x/+";',
    })
    expect(lines(diagnostics)).toBe('')
    expect(project.rules.map((rule) => rule.name)).toEqual(['first', 'middle', 'last'])
    expect(project.streams.map((stream) => stream.topics)).toEqual([['x/+']])
  })

  it('keeps the rules that have no errors', () => {
    const { project } = checkText(
      "RULE good AS SELECT payload FROM 'a' INTO stdout; RULE bad AS SELECT x FROM 'a' INTO stdout;",
    )
    expect(project.rules.map((rule) => rule.name)).toEqual(['good'])
  })

  it('gives rules with the same topics one stream', () => {
    const { project } = checkText(
      "RULE one AS SELECT payload FROM 'a', 'b' INTO stdout; RULE two AS SELECT topic FROM 'b', 'a' INTO stdout;",
    )
    expect(project.streams).toHaveLength(1)
  })

  it('merges the options of a SINK with those of its target, which win', () => {
    const { project, diagnostics } = checkText({
      'sinks.rules': "SINK alerts INTO bank_kafka (topic = 'alerts', key = device);",
      'a.rules':
        "RULE r AS SELECT payload.device AS device FROM 'a' INTO alerts (topic = 'mine', nulls = 'omit');",
    })
    expect(lines(diagnostics)).toBe('')
    const target = project.rules[0]?.targets[0]
    expect(target?.connection).toBe('bank_kafka')
    expect(target?.constants).toEqual({ topic: 'mine' })
    expect(target?.omitNulls).toBe(true)
    const [key] = target?.perRow ?? []
    expect(key === undefined ? '' : `${key.name} ${dump(key.expression)}`).toBe(
      'key (check STRING|INTEGER|BYTES|ARRAY alias 0:ANY?):ANY?',
    )
    // What fails in a SINK's option is told at the target, in the rule's own document.
    expect(project.rules[0]?.document.text.slice(key?.expression.span.start, key?.expression.span.end)).toBe(
      'alerts',
    )
  })

  it('takes constants of the profile instead of SET, as the type that SET has', () => {
    const text =
      "SET span = 1 HOUR; SET name = 'a'; RULE r AS SELECT name AS n, timestamp + span AS at FROM 'a' INTO stdout;"
    const constants = { span: '5 SECONDS', name: 'north' }
    const { project, diagnostics } = checkText(text, { ...bank, constants })
    expect(lines(diagnostics)).toBe('')
    expect(project.rules[0]?.items.map((item) => dump(item.expression))).toEqual([
      '"north":STRING',
      '(+ timestamp:TIMESTAMP "PT5S":DURATION):TIMESTAMP',
    ])
    const wrong = checkText(text, { ...bank, constants: { span: 'long' } })
    expect(lines(wrong.diagnostics)).toContain('bad-option-value 1:5')
  })

  it('takes key as columns beside table and as a value elsewhere, where connections are assumed', () => {
    const { project } = checkText(
      "RULE r AS SELECT payload.a AS a, 1 AS b FROM 'a' INTO x (table = 't', key = [a, b]), y (topic = 't', key = a);",
      {},
    )
    const [first, second] = project.rules[0]?.targets ?? []
    expect(first?.constants).toEqual({ table: 't', key: ['a', 'b'] })
    expect(second?.perRow.map((option) => option.name)).toEqual(['key'])
  })

  it('checks seven mistakes at seven places, and nothing beside them', () => {
    const { diagnostics } = checkText(
      'SET a = b; SET c = d; SET e = f; SET g = h; SET i = j; SET k = l; SET m = n;',
    )
    const errors = diagnostics.filter((d) => d.severity === 'error')
    expect(errors.map((d) => d.span.start)).toEqual([8, 19, 30, 41, 52, 63, 74])
  })
})

describe('one expression', () => {
  const check = (
    text: string,
    columns: 'any' | ReadonlyMap<string, { kind: 'INTEGER'; nullable: boolean }>,
  ): string => {
    const document = new SourceDocument('expression', text)
    const collector = new Collector()
    const node = parseExpression(document, collector)
    const checked = node && checkExpression(node, document, { columns, catalog: vocabulary }, collector)
    return checked === undefined ? lines(collector.sorted()) : dump(checked)
  }

  it('reads every name from the row', () => {
    expect(check('upper(name) || 1', 'any')).toBe(
      '(concat (upper (check STRING payload.name:ANY?):ANY?):STRING? (text 1:INTEGER):STRING):STRING?',
    )
  })

  it('knows the columns that it is given', () => {
    const columns = new Map([['count', { kind: 'INTEGER', nullable: false } as const]])
    expect(check('count + 1', columns)).toBe('(+ payload.count:INTEGER 1:INTEGER):INTEGER')
    expect(check('cuont + 1', columns)).toContain('unknown-name 1:1')
  })
})
