import { outputText } from '../../types/json/write.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import type { RowWriter } from './writer.ts'

/** Appends a value of one static type as JSON text; NULL and MISSING as null. */
export type ValueWriter = (writer: RowWriter, value: Value) => void

const NULL = new TextEncoder().encode('null')
const TRUE = new TextEncoder().encode('true')
const FALSE = new TextEncoder().encode('false')
const SPAN_LOOP_MAX = 1 << 16

/** Characters that JSON text must escape; lone surrogates too, which have no UTF-8. */
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/

const writeText = (writer: RowWriter, text: string): void => {
  if (NEEDS_ESCAPE.test(text)) {
    writer.text(JSON.stringify(text))
    return
  }
  writer.byte(34)
  writer.text(text)
  writer.byte(34)
}

const nullOr =
  (write: ValueWriter): ValueWriter =>
  (writer, value) => {
    if (value == null) writer.bytes(NULL)
    else write(writer, value)
  }

/** The writer for a static type. */
export const valueWriter = (type: Type): ValueWriter => {
  switch (type.kind) {
    case 'STRING':
      return nullOr((writer, value) => {
        writeText(writer, value as string)
      })
    case 'BOOLEAN':
      return nullOr((writer, value) => {
        writer.bytes(value === true ? TRUE : FALSE)
      })
    default:
      return nullOr((writer, value) => {
        if (typeof value === 'number' && (type.kind === 'INTEGER' || type.kind === 'DOUBLE'))
          writer.ascii(String(value + 0))
        else if (typeof value === 'string' && type.kind === 'ANY') writeText(writer, value)
        else writer.text(outputText(value, type))
      })
  }
}

const isContainer = (byte: number | undefined): boolean => byte === 123 || byte === 91

/** Is there a line break inside? One in a copied object would tear a line of NDJSON. */
const hasLineBreak = (bytes: Uint8Array, start: number, end: number): boolean => {
  if (end - start > SPAN_LOOP_MAX) {
    const view = bytes.subarray(start, end)
    return view.includes(10) || view.includes(13)
  }
  for (let at = start; at < end; at++) if (bytes[at] === 10 || bytes[at] === 13) return true
  return false
}

/** Copies an object or array without the white space between its tokens; what its tokens say stays as it is. */
const copyCompact = (writer: RowWriter, bytes: Uint8Array, start: number, end: number): void => {
  let inText = false
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number
    if (inText) {
      writer.byte(byte)
      if (byte === 92) writer.byte(bytes[++at] as number)
      else if (byte === 34) inText = false
    } else if (byte > 32) {
      writer.byte(byte)
      inText = byte === 34
    }
  }
}

/** An untouched value keeps its source text. */
export const copySpan = (writer: RowWriter, bytes: Uint8Array, start: number, end: number): void => {
  if (start < 0) writer.bytes(NULL)
  else if (isContainer(bytes[start]) && hasLineBreak(bytes, start, end))
    copyCompact(writer, bytes, start, end)
  else writer.copy(bytes, start, end)
}
