import type { FunctionEntry } from '../../catalog/function.ts'
import { upperFunction } from './upper.ts'
import { lowerFunction } from './lower.ts'
import { lengthFunction } from './length.ts'
import { trimFunction } from './trim.ts'
import { ltrimFunction } from './ltrim.ts'
import { rtrimFunction } from './rtrim.ts'
import { substringFunction } from './substring.ts'
import { leftFunction } from './left.ts'
import { rightFunction } from './right.ts'
import { replaceFunction } from './replace.ts'
import { splitFunction } from './split.ts'
import { startsWithFunction } from './starts-with.ts'
import { endsWithFunction } from './ends-with.ts'
import { containsFunction } from './contains.ts'
import { positionFunction } from './position.ts'
import { concatFunction } from './concat.ts'
import { lpadFunction } from './lpad.ts'
import { rpadFunction } from './rpad.ts'
import { graphemesFunction } from './graphemes.ts'
import { reverseFunction } from './reverse.ts'
import { regexpReplaceFunction } from './regexp-replace.ts'
import { regexpExtractFunction } from './regexp-extract.ts'
import { initcapFunction } from './initcap.ts'
import { repeatFunction } from './repeat.ts'
import { charCodeFunction } from './char-code.ts'
import { chrFunction } from './chr.ts'
import { translateFunction } from './translate.ts'
import { splitPartFunction } from './split-part.ts'
import { concatWsFunction } from './concat-ws.ts'
import { overlayFunction } from './overlay.ts'
import { regexpMatchesFunction } from './regexp-matches.ts'
import { regexpExtractAllFunction } from './regexp-extract-all.ts'
import { regexpCountFunction } from './regexp-count.ts'
import { regexpSplitFunction } from './regexp-split.ts'
import { regexpPositionFunction } from './regexp-position.ts'
import { lastPositionFunction } from './last-position.ts'
import { occurrencesFunction } from './occurrences.ts'
import { normalizeFunction } from './normalize.ts'
import { collapseSpacesFunction } from './collapse-spaces.ts'
import { removePrefixFunction } from './remove-prefix.ts'
import { removeSuffixFunction } from './remove-suffix.ts'
import { isBlankFunction } from './is-blank.ts'
import { isAsciiFunction } from './is-ascii.ts'
import { linesFunction } from './lines.ts'
import { shortenFunction } from './shorten.ts'
import { snakeCaseFunction } from './snake-case.ts'
import { kebabCaseFunction } from './kebab-case.ts'
import { camelCaseFunction } from './camel-case.ts'
import { levenshteinFunction } from './levenshtein.ts'
import { octetLengthFunction } from './octet-length.ts'
import { formatFunction } from './format.ts'
import { containsAnyFunction } from './contains-any.ts'
import { escapeHtmlFunction } from './escape-html.ts'
import { removeAccentsFunction } from './remove-accents.ts'
import { parseKeyValueFunction } from './parse-key-value.ts'
import { parseCsvFunction } from './parse-csv.ts'
import { csvLineFunction } from './csv-line.ts'
import { textOfFunction } from './text-of.ts'

/** All functions of this group. */
export const textFunctions: readonly FunctionEntry[] = [
  upperFunction,
  lowerFunction,
  lengthFunction,
  trimFunction,
  ltrimFunction,
  rtrimFunction,
  substringFunction,
  leftFunction,
  rightFunction,
  replaceFunction,
  splitFunction,
  startsWithFunction,
  endsWithFunction,
  containsFunction,
  positionFunction,
  concatFunction,
  lpadFunction,
  rpadFunction,
  graphemesFunction,
  reverseFunction,
  regexpReplaceFunction,
  regexpExtractFunction,
  initcapFunction,
  repeatFunction,
  charCodeFunction,
  chrFunction,
  translateFunction,
  splitPartFunction,
  concatWsFunction,
  overlayFunction,
  regexpMatchesFunction,
  regexpExtractAllFunction,
  regexpCountFunction,
  regexpSplitFunction,
  regexpPositionFunction,
  lastPositionFunction,
  occurrencesFunction,
  normalizeFunction,
  collapseSpacesFunction,
  removePrefixFunction,
  removeSuffixFunction,
  isBlankFunction,
  isAsciiFunction,
  linesFunction,
  shortenFunction,
  snakeCaseFunction,
  kebabCaseFunction,
  camelCaseFunction,
  levenshteinFunction,
  octetLengthFunction,
  formatFunction,
  containsAnyFunction,
  escapeHtmlFunction,
  removeAccentsFunction,
  parseKeyValueFunction,
  parseCsvFunction,
  csvLineFunction,
  textOfFunction,
]
