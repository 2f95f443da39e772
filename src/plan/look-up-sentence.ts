import { durationWords } from '../types/duration.ts'
import type { LookUpNode } from './node.ts'

/** A look-up as a plain sentence, and that a replay cannot repeat it by itself. */
export const lookUpSentence = (node: LookUpNode): string => {
  const { connection, join, keys, maxAgeMs, refreshMs, table, waitMs } = node
  const on = keys.map(({ column, expression }) => `${column} = ${expression}`).join(' and ')
  const how = [
    connection,
    ...(refreshMs === undefined ? [] : [`read again every ${durationWords(refreshMs)}`]),
    ...(maxAgeMs === undefined ? [] : [`an error where it is older than ${durationWords(maxAgeMs)}`]),
    ...(waitMs === undefined ? [] : [`waited for at most ${durationWords(waitMs)}`]),
  ]
  const none =
    join === 'LEFT'
      ? 'where there is none its columns are NULL'
      : 'a record that has none is unmatched and goes no further'
  return `Look up the row of ${table} (${how.join(', ')}) with ${on}; ${none}. Not replayable by itself: a replay is given the rows of ${table}.`
}
