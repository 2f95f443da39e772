import type { FormatEntry } from '../catalog/format.ts'
import { bytesFormat } from './bytes.ts'
import { jsonFormat } from './json.ts'
import { textFormat } from './text.ts'

/** All formats. */
export const formats: readonly FormatEntry[] = [jsonFormat, textFormat, bytesFormat]
