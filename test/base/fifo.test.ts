import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Fifo } from '../../src/base/fifo.ts'

test('agrees with an array', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer()), { maxLength: 500 }), (steps) => {
      const fifo = new Fifo<number>()
      const model: number[] = []
      for (const step of steps) {
        if (step === null) expect(fifo.shift()).toBe(model.shift())
        else {
          fifo.push(step)
          model.push(step)
        }
        expect(fifo.length).toBe(model.length)
        expect(fifo.at(1)).toBe(model[1])
      }
    }),
  )
})
