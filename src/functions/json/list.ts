import type { FunctionEntry } from '../../catalog/function.ts'
import { jsonFunction } from './json.ts'
import { jsonTextFunction } from './json-text.ts'
import { jsonAtFunction } from './json-at.ts'
import { textAtFunction } from './text-at.ts'
import { textsOfFunction } from './texts-of.ts'
import { totalOrderFunction } from './total-order.ts'
import { jsonGetFunction } from './json-get.ts'
import { jsonPointerFunction } from './json-pointer.ts'
import { jsonTypeFunction } from './json-type.ts'
import { isJsonFunction } from './is-json.ts'
import { tryJsonFunction } from './try-json.ts'
import { jsonMergePatchFunction } from './json-merge-patch.ts'
import { jsonPrettyFunction } from './json-pretty.ts'

/** All functions of this group. */
export const jsonFunctions: readonly FunctionEntry[] = [
  jsonFunction,
  jsonTextFunction,
  jsonAtFunction,
  textAtFunction,
  textsOfFunction,
  totalOrderFunction,
  jsonGetFunction,
  jsonPointerFunction,
  jsonTypeFunction,
  isJsonFunction,
  tryJsonFunction,
  jsonMergePatchFunction,
  jsonPrettyFunction,
]
