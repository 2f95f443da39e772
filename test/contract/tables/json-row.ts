import type { GivenRow } from '../table-harness.ts'

/** A row as JSON, with all its digits. */
export const jsonRow = ({ branch, room, name, amount, open, since }: GivenRow): string =>
  `{"branch":${JSON.stringify(branch)},"room":${String(room)},"name":${JSON.stringify(name)},"amount":${amount ?? 'null'},"open":${String(open)},"since":${JSON.stringify(since)}}`
