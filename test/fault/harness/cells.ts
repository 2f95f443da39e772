import type { Cell, Mode, SinkCell, SourceCell } from './experiment.ts'

/** Cells of one row of the promise table. */
export const cells = (
  source: SourceCell,
  modes: readonly Mode[],
  sinks: readonly SinkCell[],
): readonly Cell[] => modes.flatMap((mode) => sinks.map((sink) => ({ source, sink, mode })))
