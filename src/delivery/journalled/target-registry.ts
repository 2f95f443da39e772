import { ByteReader } from '../../journal/content/byte-reader.ts'
import { ByteWriter } from '../../journal/content/byte-writer.ts'
import { readValue, writeValue } from '../../journal/content/value-codec.ts'
import type { TargetShape } from '../../stream/output.ts'
import type { ObjectValue, Value } from '../../types/value.ts'

const NOTE = 'targets'

/** Where notes are kept: a journal, or the folder of one that is only looked at. */
export interface Notes {
  readNote(name: string): Promise<Buffer | undefined>
  writeNote(name: string, content: Uint8Array): Promise<void>
}

interface Registered {
  readonly id: number
  readonly lane: string
  readonly key: string
  shape: TargetShape
  /** A target of the running program; others only have rows left. */
  bound: boolean
}

/** A shape as a value; it consists of plain data and values only. */
const valueOf = (shape: TargetShape): Value => shape as unknown as ObjectValue

const keyOf = (lane: string, shape: TargetShape, ordinal: number): string => {
  const writer = new ByteWriter()
  writer.text(lane)
  writer.varint(ordinal)
  writeValue(writer, valueOf(shape))
  return writer.finish().toString('base64')
}

/** Targets and lanes by the numbers that frames and cursors have for them; saved beside the journal. */
export class TargetRegistry {
  private readonly byId = new Map<number, Registered>()
  private readonly byShape = new Map<TargetShape, Registered>()
  private readonly lanes = new Map<string, number>()
  private readonly notes: Notes
  private changed = false

  private constructor(notes: Notes) {
    this.notes = notes
  }

  static async load(notes: Notes): Promise<TargetRegistry> {
    const registry = new TargetRegistry(notes)
    const note = await notes.readNote(NOTE)
    if (note === undefined) return registry
    const reader = new ByteReader(note)
    for (let left = reader.count(); left > 0; left--) {
      const lane = reader.text()
      registry.lanes.set(lane, reader.varint())
    }
    for (let left = reader.count(); left > 0; left--) {
      const id = reader.varint()
      const lane = reader.text()
      const ordinal = reader.varint()
      const shape = readValue(reader) as unknown as TargetShape
      registry.add({ id, lane, shape, bound: false, key: keyOf(lane, shape, ordinal) })
    }
    return registry
  }

  /** The targets that the journal knows from earlier programs, and this one. */
  get all(): readonly Readonly<Registered>[] {
    return [...this.byId.values()]
  }

  /** The targets of earlier programs that these are not, one of equal shape being the same. */
  beside(shapes: Iterable<TargetShape>): readonly Readonly<Registered>[] {
    const known = new Map<string, number>()
    for (const shape of shapes) {
      const key = keyOf('', shape, 0)
      known.set(key, (known.get(key) ?? 0) + 1)
    }
    return this.all.filter(({ shape }) => {
      const key = keyOf('', shape, 0)
      const same = known.get(key) ?? 0
      known.set(key, same - 1)
      return same <= 0
    })
  }

  /** A target of the running program; from now on its rows are given with this shape. */
  bind(shape: TargetShape, lane: string): number {
    for (let ordinal = 0; ; ordinal++) {
      const key = keyOf(lane, shape, ordinal)
      const known = this.all.find((one) => one.key === key) as Registered | undefined
      if (known?.bound === true) continue
      if (known !== undefined) {
        this.byShape.delete(known.shape)
        Object.assign(known, { shape, bound: true })
        this.byShape.set(shape, known)
        return known.id
      }
      const id = 1 + Math.max(0, ...this.byId.keys())
      this.add({ id, lane, shape, bound: true, key })
      this.changed = true
      return id
    }
  }

  /**
   * Targets of the program that comes next, with their lanes. Until `retain` the shapes of the present one are known
   * beside them, and rows that are read are given with these.
   */
  prepare(targets: readonly (readonly [shape: TargetShape, lane: string])[]): void {
    const taken = new Set<number>()
    for (const [shape, lane] of targets) {
      for (let ordinal = 0; !this.byShape.has(shape); ordinal++) {
        const key = keyOf(lane, shape, ordinal)
        const known = [...this.byId.values()].find((one) => one.key === key)
        if (known !== undefined && taken.has(known.id)) continue
        if (known !== undefined) this.byShape.set(shape, known)
        else {
          this.add({ id: 1 + Math.max(0, ...this.byId.keys()), lane, shape, bound: true, key })
          this.changed = true
        }
      }
      taken.add(this.idOf(shape))
    }
  }

  /** From now on these are the targets of the running program; others only have rows left. */
  retain(shapes: Iterable<TargetShape>): void {
    for (const one of this.byId.values()) one.bound = false
    for (const shape of shapes) {
      const known = this.byShape.get(shape)
      if (known !== undefined) Object.assign(known, { shape, bound: true })
    }
    for (const [shape, known] of this.byShape) if (known.shape !== shape) this.byShape.delete(shape)
  }

  idOf(shape: TargetShape): number {
    const known = this.byShape.get(shape)
    if (known === undefined)
      throw new Error(`broken invariant: ${shape.rule} has a target that is not registered`)
    return known.id
  }

  shapeOf(id: number): TargetShape | undefined {
    return this.byId.get(id)?.shape
  }

  laneOf(id: number): string | undefined {
    return this.byId.get(id)?.lane
  }

  /** Lanes by the numbers that cursors have for them. */
  get laneNumbers(): ReadonlyMap<string, number> {
    return this.lanes
  }

  /** The number that cursors have for a lane. */
  laneNumber(lane: string): number {
    let number = this.lanes.get(lane)
    if (number === undefined) {
      this.lanes.set(lane, (number = 1 + Math.max(0, ...this.lanes.values())))
      this.changed = true
    }
    return number
  }

  /** Forgets targets of earlier programs that have no rows left. */
  forget(ids: Iterable<number>): void {
    for (const id of ids) {
      const known = this.byId.get(id)
      if (known === undefined || known.bound) continue
      this.byId.delete(id)
      this.byShape.delete(known.shape)
      this.changed = true
    }
  }

  /** Must have resolved before a frame names a new target. */
  async save(): Promise<void> {
    if (!this.changed) return
    const writer = new ByteWriter()
    writer.varint(this.lanes.size)
    for (const [lane, number] of this.lanes) {
      writer.text(lane)
      writer.varint(number)
    }
    writer.varint(this.byId.size)
    for (const { id, key, lane, shape } of this.byId.values()) {
      writer.varint(id)
      writer.text(lane)
      writer.varint(ordinalOf(key))
      writeValue(writer, valueOf(shape))
    }
    await this.notes.writeNote(NOTE, writer.finish())
    this.changed = false
  }

  private add(one: Registered): void {
    this.byId.set(one.id, one)
    this.byShape.set(one.shape, one)
  }
}

const ordinalOf = (key: string): number => {
  const reader = new ByteReader(Buffer.from(key, 'base64'))
  reader.text()
  return reader.varint()
}
