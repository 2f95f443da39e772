import type { Program } from '../../codegen/program.ts'
import type { RuleChanges } from './reload-options.ts'

const versionsOf = ({ streams }: Program): ReadonlyMap<string, string> =>
  new Map(
    streams.flatMap(({ rules, stream }) =>
      rules.map(({ name, version }) => [name, `${version} ${stream.name}`] as const),
    ),
  )

/** What is different between two programs, by the versions of their rules. */
export const ruleChanges = (before: Program, next: Program): RuleChanges => {
  const old = versionsOf(before)
  const now = [...versionsOf(next)]
  const names = now.map(([name]) => name)
  return {
    added: names.filter((name) => !old.has(name)),
    changed: now.filter(([name, one]) => old.has(name) && old.get(name) !== one).map(([name]) => name),
    removed: [...old.keys()].filter((name) => !names.includes(name)),
    kept: now.filter(([name, one]) => old.get(name) === one).map(([name]) => name),
  }
}
