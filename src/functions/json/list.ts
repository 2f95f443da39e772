import type { FunctionEntry } from '../../catalog/function.ts'
import { jsonFunction } from './json.ts'
import { jsonTextFunction } from './json-text.ts'
import { jsonAtFunction } from './json-at.ts'

/** All functions of this group. */
export const jsonFunctions: readonly FunctionEntry[] = [jsonFunction, jsonTextFunction, jsonAtFunction]
