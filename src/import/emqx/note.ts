import type { NoteName } from './rewrite/context.ts'

/** What a reader of the imported rule wonders about, in one sentence each. */
export const noteTexts: Readonly<Record<NoteName, string>> = {
  'null-above-number':
    'EMQX: null, true, false, {} and [] are above every number; coalesce(…) says so. Leave it out where the field is always a number.',
  'total-order':
    'EMQX orders values of any two kinds, and so does total_order(…). Where both are always numbers, or text, a < b says so.',
  'missing-compared':
    'EMQX: null differs from every text, and a missing field from nothing; coalesce(…) says so.',
  failing:
    'EMQX: a number beside text that is no number is an error, and the record fails; CASE … fail(…) says so.',
  'json-entered': 'EMQX enters JSON text on the way of a path; json_at(…) does so.',
  'undefined-text': "EMQX writes a missing value as the text 'undefined'.",
  'exact-kinds': 'EMQX looks at the kinds of both values; CASE says what it does with each.',
  'zero-based': 'EMQX counts the characters of substr from 0.',
}
