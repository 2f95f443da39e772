import { extraBracket, missingBracket, openCall, openColumns } from './brackets.ts'
import { castWithoutAs } from './cast.ts'
import { clauseOrder, missingFrom } from './clauses.ts'
import { extraComma, missingComma } from './commas.ts'
import { unexpected } from './expected.ts'
import { doubleClose, missingEnd, oddStart, otherForms, shortUnit, turnedSigns } from './foreign.ts'
import {
  otherClauses,
  otherJoins,
  otherSigns,
  otherStatements,
  overOrder,
  selectDistinct,
  subQuery,
} from './habits.ts'
import { doubleQuotedText, misspeltWord, reservedName, textAsJson, textAsName } from './names.ts'
import {
  bareFraction,
  bracketedParameter,
  chainedComparison,
  interval,
  missingOperator,
  otherOperators,
} from './operators.ts'
import type { Explainer, Explanation, Place } from './place.ts'
import { calendarUnit, ifThen, keyConstraint, sqlCall, typedText, unitBehindName } from './sql-calls.ts'

/** All kinds of mistake, the most telling first. */
const explainers: readonly Explainer[] = [
  otherStatements,
  oddStart,
  otherSigns,
  turnedSigns,
  otherForms,
  shortUnit,
  calendarUnit,
  unitBehindName,
  typedText,
  ifThen,
  sqlCall,
  keyConstraint,
  doubleClose,
  missingEnd,
  overOrder,
  otherClauses,
  selectDistinct,
  otherJoins,
  subQuery,
  bareFraction,
  doubleQuotedText,
  textAsJson,
  textAsName,
  reservedName,
  extraComma,
  castWithoutAs,
  bracketedParameter,
  interval,
  otherOperators,
  openCall,
  openColumns,
  misspeltWord,
  missingComma,
  missingFrom,
  clauseOrder,
  chainedComparison,
  missingOperator,
  extraBracket,
  missingBracket,
]

/** What is wrong at a place; never undefined, since there is always something to say. */
export const explain = (place: Place): Explanation => {
  for (const explainer of explainers) {
    const explanation = explainer(place)
    if (explanation !== undefined) return explanation
  }
  return unexpected(place)
}
