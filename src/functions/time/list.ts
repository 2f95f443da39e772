import type { FunctionEntry } from '../../catalog/function.ts'
import { nowFunction } from './now.ts'
import { dateTruncFunction } from './date-trunc.ts'
import { dateAddFunction } from './date-add.ts'
import { dateDiffFunction } from './date-diff.ts'
import { extractFunction } from './extract.ts'
import { formatTimestampFunction } from './format-timestamp.ts'
import { parseTimestampFunction } from './parse-timestamp.ts'
import { epochMsFunction } from './epoch-ms.ts'
import { epochSecondsFunction } from './epoch-seconds.ts'
import { fromEpochMsFunction } from './from-epoch-ms.ts'
import { fromEpochSecondsFunction } from './from-epoch-seconds.ts'

/** All functions of this group. */
export const timeFunctions: readonly FunctionEntry[] = [
  nowFunction,
  dateTruncFunction,
  dateAddFunction,
  dateDiffFunction,
  extractFunction,
  formatTimestampFunction,
  parseTimestampFunction,
  epochMsFunction,
  epochSecondsFunction,
  fromEpochMsFunction,
  fromEpochSecondsFunction,
]
