import { extraBracket, missingBracket } from './brackets.ts'
import { clauseOrder, missingFrom } from './clauses.ts'
import { extraComma, missingComma } from './commas.ts'
import { castWithoutAs } from './cast.ts'
import { unexpected } from './expected.ts'
import { otherClauses, otherJoins, otherSigns, otherStatements, selectDistinct, subQuery } from './habits.ts'
import { doubleQuotedText, misspeltWord, reservedName, textAsName } from './names.ts'
import { bareFraction, chainedComparison, missingOperator, otherOperators } from './operators.ts'
import type { Explainer, Explanation, Place } from './place.ts'

/** All kinds of mistake, the most telling first. */
const explainers: readonly Explainer[] = [
  otherStatements,
  otherSigns,
  otherClauses,
  selectDistinct,
  otherJoins,
  subQuery,
  bareFraction,
  doubleQuotedText,
  textAsName,
  extraComma,
  castWithoutAs,
  otherOperators,
  reservedName,
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
