import type { ReloadOutcome, RuleChanges } from '../../runtime/reload/reload-options.ts'

/** What came of a reload, for people. */
export interface ReloadReport {
  /** The new rules run. Otherwise the old ones go on. */
  readonly isDone: boolean
  readonly lines: readonly string[]
}

const OLD_GO_ON = 'not reloaded: the rules that ran go on'

const named = (what: string, names: readonly string[]): readonly string[] =>
  names.length === 0 ? [] : [`${String(names.length)} ${what} (${names.join(', ')})`]

const changesText = ({ added, changed, kept, removed }: RuleChanges): string => {
  const parts = [...named('changed', changed), ...named('added', added), ...named('removed', removed)]
  const rest = `${String(kept.length)} as before`
  return parts.length === 0
    ? `reloaded: nothing is different, ${rest}`
    : `reloaded: ${parts.join(', ')}, ${rest}`
}

export const refused = (lines: readonly string[]): ReloadReport => ({
  isDone: false,
  lines: [...lines, OLD_GO_ON],
})

/** `unread`: sections of sluice.yaml that differ and are read at the start only. */
export const reloadReport = (outcome: ReloadOutcome, unread: readonly string[]): ReloadReport => {
  switch (outcome.kind) {
    case 'refused':
      return refused(outcome.reasons)
    case 'reloaded':
      return {
        isDone: true,
        lines: [
          changesText(outcome.rules),
          ...outcome.reopened.map(
            (name) => `${name} is opened anew, since its subscriptions cannot change as it runs`,
          ),
          ...unread.map((name) => `${name} in sluice.yaml is read when a worker starts, and stays as it was`),
        ],
      }
  }
}
