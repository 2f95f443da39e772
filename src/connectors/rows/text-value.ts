import type { TableColumn } from '../../catalog/connector.ts'
import { readNumberText } from '../../types/convert.ts'
import { parseJsonStrict } from '../../types/json/parse.ts'
import type { Value } from '../../types/value.ts'

/** JSON inside a text; a text that is none stays what it is, and the column says what is wrong. */
const fromJson = (text: string): Value => {
  try {
    return parseJsonStrict(Buffer.from(text))
  } catch {
    return text
  }
}

/**
 * What a text stands for in a column, where rows have nothing but text: numbers in JSON's syntax, `true` and `false`,
 * JSON for arrays and objects. A text that does not fit stays text, which the column then refuses.
 */
export const textValue = (text: string, { type, isEpoch }: TableColumn): Value => {
  switch (type.kind) {
    case 'BOOLEAN':
      return text === 'true' ? true : text === 'false' ? false : text
    case 'INTEGER':
    case 'DOUBLE':
    case 'DECIMAL':
      return readNumberText(text) ?? text
    case 'TIMESTAMP':
      return isEpoch ? (readNumberText(text) ?? text) : text
    case 'ARRAY':
    case 'OBJECT':
      return fromJson(text)
    default:
      return text
  }
}
