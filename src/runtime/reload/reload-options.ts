import type { ConnectionOptions } from '../../catalog/connector.ts'

/** What comes with another program. */
export interface ReloadOptions {
  /** By name, references resolved. */
  readonly connections: Readonly<Record<string, ConnectionOptions>>
  /** All that the configuration has, used or not: rows for others could not be delivered after a restart. */
  readonly known: ReadonlySet<string>
  /** Connections that are gone, whose rows are given up. */
  readonly discardLanes?: readonly string[]
}

/** Names of rules. */
export interface RuleChanges {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
  readonly kept: readonly string[]
}

export type ReloadOutcome =
  | {
      readonly kind: 'reloaded'
      readonly rules: RuleChanges
      /** Sources that are opened anew, since they cannot change their subscriptions as they run. */
      readonly reopened: readonly string[]
    }
  /** Nothing has changed; the reasons are for people. */
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }
