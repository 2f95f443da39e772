import { checkProject } from '../../../src/check/check.ts'
import type { CheckedProject, CheckedRule } from '../../../src/check/checked/project.ts'
import { compileOptions } from '../../../src/cli/compile-options.ts'
import { compileProgram } from '../../../src/codegen/compile-program.ts'
import type { PassResult, StreamProgram } from '../../../src/codegen/program.ts'
import { defaultCatalog } from '../../../src/default-catalog.ts'
import { Collector } from '../../../src/diagnostic/collector.ts'
import { SourceDocument } from '../../../src/diagnostic/document.ts'
import { recordBatch, type PlainRecord } from '../../../src/stream/record-batch.ts'
import { parse } from '../../../src/syntax/parse.ts'
import { describeGenerated, describeInterpreted } from './describe.ts'
import { interpret } from './interpret.ts'

const options = compileOptions({ seed: 1, encodeAll: false })
const limits = { nowMs: 1_767_225_600_000, stepsMax: 60 }
const connections = new Map([
  ['mqtt', { type: 'mqtt' }],
  ['kafka', { type: 'kafka' }],
  ['pg', { type: 'postgres' }],
])

const check = (text: string): CheckedProject => {
  const collector = new Collector()
  const document = new SourceDocument('a.rules', text)
  const files = [{ document, file: parse(document, collector) }]
  const { capabilities } = options
  return checkProject(
    { files, catalog: defaultCatalog, connections, defaultConnection: 'mqtt', capabilities },
    collector,
  )
}

const records = (payloads: readonly Uint8Array[], topic: string): PlainRecord[] =>
  payloads.map((one, k) => ({ payload: one, topic, timeMs: 1_767_225_600_000 + k * 250 }))

const run = (program: StreamProgram, given: readonly PlainRecord[]): PassResult =>
  program.pass(recordBatch({ lane: 0, epoch: 1, first: 0 }, given), undefined, given.length, {
    source: 'test',
    ...limits,
  })

const sourceOf = (rule: CheckedRule): string =>
  rule.from.kind === 'stream'
    ? rule.document.text.slice(rule.span.start).split('\n')[0]!
    : `${sourceOf(rule.from.rule)}\n${rule.document.text.slice(rule.span.start).split('\n')[0]!}`

/** Compares every rule of a project over the records of its stream. */
export const compareAll = (
  text: string,
  untyped: readonly Uint8Array[],
  declared: readonly Uint8Array[],
): { readonly rules: number; readonly differences: readonly string[] } => {
  const project = check(text)
  let rules = 0
  const differences: string[] = []
  for (const program of compileProgram(project, options).streams) {
    const given = program.stream.name === 's' ? records(declared, 's') : records(untyped, 'd')
    const result = run(program, given)
    program.rules.forEach((shape, place) => {
      const rule = project.rules.find((one) => one.name === shape.name)!
      const mismatches = { sum: 0, failed: false }
      given.forEach((record, k) => {
        const outcome = interpret(rule, record, options.capabilities, limits)
        const expected = describeInterpreted(outcome, rule)
        const found = describeGenerated(result, place, k, rule)
        const about = `${sourceOf(rule)}\n${Buffer.from(record.payload).toString()}`
        if (found !== expected) differences.push(`${about}\n  expected ${expected}\n  found    ${found}`)
        if (outcome.kind === 'failed') mismatches.failed = true
        if ('mismatches' in outcome) mismatches.sum += outcome.mismatches
      })
      if (!mismatches.failed)
        if (result.counts.mismatch[place] !== mismatches.sum)
          differences.push(
            `${sourceOf(rule)}\n  mismatches: ${String(mismatches.sum)}, found ${String(result.counts.mismatch[place])}`,
          )
      rules++
    })
  }
  return { rules, differences }
}
