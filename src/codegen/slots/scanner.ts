import { joined, js, type Code } from '../../emit/code.ts'
import type { Emitter } from '../../emit/emitter.ts'
import { nextByte, scanFlags, skipEscapedKey, skipValue } from '../../types/json/scan.ts'
import type { SlotNode, SlotTree } from './slot-tree.ts'

/**
 * Emits `scan(b, i, end, S, o)`: one validating walk over a JSON payload that leaves the spans of all wanted members
 * in `S[o …]`. It gives the index behind the payload's value, or the complement of the place of the first mistake.
 * What is not wanted is skipped, but checked as strictly as what is.
 */
export const emitScanner = (emitter: Emitter, tree: SlotTree): Code => {
  const name = emitter.name()
  const { root } = tree
  const value = root.members.size === 0 ? undefined : emitObjectScan(emitter, root, 1)
  emitter.block(js`const ${name} = (b, i, end, S, o) =>`, () => {
    emitter.line(js`for (let k = 0; k < ${tree.size * 2}; k += 2) S[o + k] = -1`)
    emitter.line(js`i = ${emitter.constant(nextByte)}(b, i, end)`)
    if (root.slot !== undefined) emitter.line(js`const start = i`)
    const skip = js`${emitter.constant(skipValue)}(b, i, end)`
    if (value === undefined) emitter.line(js`i = ${skip}`)
    else emitter.line(js`i = b[i] === 123 ? ${value}(b, i, end, S, o) : ${skip}`)
    emitter.line(js`if (i < 0) return i`)
    if (root.slot !== undefined) emitSpan(emitter, root.slot, js`start`, js`i`)
    emitter.line(js`i = ${emitter.constant(nextByte)}(b, i, end)`)
    emitter.line(js`return i === end ? i : ~i`)
  })
  return name
}

/** Leaves a span; the literal null is marked as such. */
const emitSpan = (emitter: Emitter, slot: number, start: Code, end: Code): void => {
  emitter.line(js`S[o + ${slot * 2}] = b[${start}] === 110 ? -2 : ${start}`)
  emitter.line(js`S[o + ${slot * 2 + 1}] = ${end}`)
}

/** Emits the walk over the members of one object, and of the wanted objects in it first. */
const emitObjectScan = (emitter: Emitter, node: SlotNode, depth: number): Code => {
  const members = [...node.members]
  const inner = members.map(([, member]) =>
    member.members.size === 0 ? undefined : emitObjectScan(emitter, member, depth + 1),
  )
  const name = emitter.name()
  const space = emitter.constant(nextByte)
  const flags = emitter.constant(scanFlags)
  const skip = emitter.constant(skipValue)
  const isSpace = js`c === 32 || c === 10 || c === 13 || c === 9`
  emitter.block(js`const ${name} = (b, i, end, S, o) =>`, () => {
    emitter.line(js`let c = b[++i]`)
    emitter.line(js`if (${isSpace}) c = b[i = ${space}(b, i, end)]`)
    emitter.line(js`if (c === 125 && i < end) return i + 1`)
    emitter.block(js`for (;;)`, () => {
      emitter.line(js`if (c !== 34 || i >= end) return ~i`)
      emitKey(emitter, members, flags)
      emitter.line(js`c = b[++i]`)
      emitter.line(
        js`if (c !== 58) { if (${isSpace}) c = b[i = ${space}(b, i, end)]; if (c !== 58 || i >= end) return ~i }`,
      )
      emitter.line(js`c = b[++i]`)
      emitter.line(js`if (${isSpace}) c = b[i = ${space}(b, i, end)]`)
      emitter.block(js`switch (m)`, () => {
        members.forEach(([, member], index) => {
          emitMember(emitter, member, index, inner[index], depth)
        })
        emitter.line(js`default: i = ${skip}(b, i, end, ${depth}); if (i < 0) return i`)
      })
      emitter.line(js`c = b[i]`)
      emitter.line(js`if (${isSpace}) c = b[i = ${space}(b, i, end)]`)
      emitter.line(js`if (i >= end) return ~i`)
      emitter.line(js`if (c === 125) return i + 1`)
      emitter.line(js`if (c !== 44) return ~i`)
      emitter.line(js`c = b[++i]`)
      emitter.line(js`if (${isSpace}) c = b[i = ${space}(b, i, end)]`)
    })
  })
  return name
}

const emitMember = (
  emitter: Emitter,
  member: SlotNode,
  index: number,
  inner: Code | undefined,
  depth: number,
): void => {
  const skip = js`${emitter.constant(skipValue)}(b, i, end, ${depth})`
  emitter.block(js`case ${index}:`, () => {
    // A member that comes twice: the last one counts, and nothing of the first stays.
    if (inner !== undefined)
      emitter.line(js`for (let k = ${member.first * 2}; k < ${member.last * 2}; k += 2) S[o + k] = -1`)
    emitter.line(js`const s = i`)
    emitter.line(
      inner === undefined ? js`i = ${skip}` : js`i = c === 123 ? ${inner}(b, i, end, S, o) : ${skip}`,
    )
    emitter.line(js`if (i < 0) return i`)
    if (member.slot !== undefined) emitSpan(emitter, member.slot, js`s`, js`i`)
    emitter.line(js`break`)
  })
}

/** Walks over the key at i, and finds in `m` which wanted member it names, -1 for none. `i` ends at the closing quote. */
const emitKey = (emitter: Emitter, members: readonly (readonly [string, SlotNode])[], flags: Code): void => {
  const escaped = emitter.constant(new Map(members.map(([key], index) => [key, index])))
  emitter.line(js`const n = ++i`)
  emitter.line(js`let m = -1`)
  emitter.line(js`while ((c = b[i]) !== 34 && c !== 92 && c >= 32 && c < 128) i++`)
  emitter.branch(
    js`c === 34`,
    () => {
      emitKeySwitch(emitter, members)
    },
    () => {
      emitter.line(js`i = ${emitter.constant(skipEscapedKey)}(b, n, end, ${flags})`)
      emitter.line(js`if (i < 0) return i`)
      emitter.line(js`m = ${escaped}.get(${flags}.key) ?? -1`)
    },
  )
}

const emitKeySwitch = (emitter: Emitter, members: readonly (readonly [string, SlotNode])[]): void => {
  const byLength = new Map<number, (readonly [Uint8Array, number])[]>()
  members.forEach(([key], index) => {
    const bytes = new TextEncoder().encode(key)
    byLength.set(bytes.length, [...(byLength.get(bytes.length) ?? []), [bytes, index]])
  })
  emitter.block(js`switch (i - n)`, () => {
    for (const [length, keys] of byLength) {
      emitter.line(js`case ${length}:`)
      for (const [bytes, index] of keys) {
        const tests = [...bytes].map((byte, k) => js`b[n + ${k}] === ${byte}`)
        const test = tests.length === 0 ? js`true` : joined(tests, ' && ')
        emitter.line(js`if (${test}) m = ${index}`)
      }
      emitter.line(js`break`)
    }
  })
}
