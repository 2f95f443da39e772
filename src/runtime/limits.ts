import type { DeliveryLimits } from '../delivery/limits.ts'
import { deliveryLimits } from '../delivery/limits.ts'
import type { TableLimits } from './table/limits.ts'
import { tableLimits } from './table/limits.ts'

/** The bounds of an engine. Each is a name in the configuration and shows in the snapshot where it is reached. */
export interface EngineLimits extends DeliveryLimits, TableLimits {
  /** Records and bytes of one source that may be read and not yet acknowledged. */
  readonly inFlightRecordsMax: number
  readonly inFlightBytesMax: number
  /** A larger payload is cut by its source and is invalid. */
  readonly payloadBytesMax: number
  /** Records and payload bytes that are evaluated in one go, before timers and sockets have their turn. */
  readonly sliceRecordsMax: number
  readonly sliceBytesMax: number
  /** How long evaluation may hold the event loop over several small batches. */
  readonly turnMs: number
  /** Distinct topics whose streams are remembered, per source. */
  readonly topicsRememberedMax: number
  /** Loop steps that a record may take in one rule. */
  readonly stepsMax: number
  /** How long a source may take to close, and to settle before it is opened anew. */
  readonly closeTimeoutMs: number
  /** How long the tables of another program may take to load before it is refused. */
  readonly reloadTimeoutMs: number
}

export const engineLimits: EngineLimits = {
  ...deliveryLimits,
  ...tableLimits,
  inFlightRecordsMax: 20_000,
  inFlightBytesMax: 64 * 1024 * 1024,
  payloadBytesMax: 1024 * 1024,
  sliceRecordsMax: 1024,
  sliceBytesMax: 1024 * 1024,
  turnMs: 5,
  topicsRememberedMax: 10_000,
  stepsMax: 100_000,
  closeTimeoutMs: 15_000,
  reloadTimeoutMs: 30_000,
}
