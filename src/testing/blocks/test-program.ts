import type { Catalog } from '../../catalog/catalog.ts'
import type { CheckedRule, CheckedStream, CheckedTable, CheckedTarget } from '../../check/checked/project.ts'
import type { CheckedTest } from '../../check/checked/test.ts'
import { compileProgram } from '../../codegen/compile-program.ts'
import type { CompileOptions } from '../../codegen/compile-options.ts'
import type { Program } from '../../codegen/program.ts'
import { seededRandom } from '../../base/seeded-random.ts'
import { entryName, ruleEntry, streamEntry, tableEntry } from './given-entry.ts'

/** What the runner needs from outside; numbers that look random come from a seed of its own. */
export interface TestSurroundings {
  readonly catalog: Catalog
  readonly compile: Omit<CompileOptions, 'random' | 'encodeAll'>
}

const SEED = 1
/** The target that catches a rule's rows before INTO and WHEN. */
const OWN_ROW = '<row>'

/** The rules from the one that reads a stream down to this one. */
export const chainOf = (rule: CheckedRule): readonly CheckedRule[] =>
  rule.from.kind === 'stream' ? [rule] : [...chainOf(rule.from.rule), rule]

const readingStream = (rule: CheckedRule, stream: CheckedStream): CheckedRule => ({
  ...rule,
  from: { kind: 'stream', stream },
})

/** The same chain behind another beginning; only its last rule keeps its targets. */
const relink = (first: CheckedRule, rest: readonly CheckedRule[]): readonly CheckedRule[] => {
  const linked: CheckedRule[] = []
  for (const rule of [first, ...rest]) {
    const upstream = linked.at(-1)
    const from = upstream === undefined ? rule.from : ({ kind: 'rule', rule: upstream } as const)
    linked.push({ ...rule, from, targets: linked.length === rest.length ? rule.targets : [] })
  }
  return linked
}

const ownRow = (rule: CheckedRule): CheckedTarget => ({
  connection: OWN_ROW,
  span: rule.span,
  constants: {},
  perRow: [],
  omitNulls: false,
})

/** The chains of rules through which the records of a test reach its rule, by where they come in. */
const chainsOf = (test: CheckedTest, catalog: Catalog): ReadonlyMap<string, readonly CheckedRule[]> => {
  const chain = chainOf(test.rule)
  const [first] = chain
  const chains = new Map<string, readonly CheckedRule[]>()
  if (first === undefined) return chains
  for (const step of test.steps) {
    if (step.kind !== 'given') continue
    const { place } = step
    switch (place.kind) {
      case 'connection':
        chains.set(place.connection, relink(first, chain.slice(1)))
        break
      case 'stream':
        chains.set(
          entryName('stream', place.stream.name),
          relink(readingStream(first, streamEntry(place.stream, catalog)), chain.slice(1)),
        )
        break
      case 'rule': {
        const at = chain.findIndex((rule) => rule === place.rule)
        chains.set(
          entryName('rule', place.rule.name),
          relink(ruleEntry(place.rule, catalog), chain.slice(at + 1)),
        )
        break
      }
      case 'table':
        break
    }
  }
  return chains
}

/** Compiles chains of rules, whose last ones run; the same numbers come from chance each time `restart` is called. */
export class TestCompiler {
  readonly surroundings: TestSurroundings
  private random = seededRandom(SEED)
  private readonly programs = new Map<CheckedRule, Map<string, Program>>()
  private readonly tables = new Map<CheckedTable, CheckedTable>()

  constructor(surroundings: TestSurroundings) {
    this.surroundings = surroundings
  }

  restart(): void {
    this.random = seededRandom(SEED)
  }

  /** The chains of rules through which the records of a test reach its rule, by where they come in. */
  chains(test: CheckedTest): ReadonlyMap<string, readonly CheckedRule[]> {
    const chains = chainsOf(test, this.surroundings.catalog)
    return new Map([...chains].map(([entry, chain]) => [entry, this.withTables(chain)]))
  }

  /** The chain with tables that take rows by their columns. */
  private withTables([first, ...rest]: readonly CheckedRule[]): readonly CheckedRule[] {
    const filled = (rule: CheckedRule): CheckedRule => ({
      ...rule,
      joins: rule.joins.map((join) => ({ ...join, table: this.table(join.table) })),
    })
    return first === undefined ? [] : relink(filled(first), rest.map(filled))
  }

  /** One and the same for all rules, as a program has each table once. */
  private table(table: CheckedTable): CheckedTable {
    const known = this.tables.get(table) ?? tableEntry(table)
    this.tables.set(table, known)
    return known
  }

  compile(rules: readonly CheckedRule[]): Program {
    const project = { streams: [], tables: [], rules, tests: [] }
    const options = { ...this.surroundings.compile, encodeAll: true, random: () => this.random() }
    return compileProgram(project, options)
  }

  /** The program of a test: its rule alone, with a target more for the rule's own rows. Tests of one rule share it. */
  program(test: CheckedTest): Program {
    const chains = this.chains(test)
    const key = [...chains.keys()].sort().join(' ')
    const known = this.programs.get(test.rule) ?? new Map<string, Program>()
    this.programs.set(test.rule, known)
    const program = known.get(key) ?? this.compile([...chains.values()].flatMap(caught))
    known.set(key, program)
    return program
  }
}

const caught = (chain: readonly CheckedRule[]): readonly CheckedRule[] =>
  chain.map((rule, k) =>
    k === chain.length - 1 ? { ...rule, targets: [...rule.targets, ownRow(rule)] } : rule,
  )
