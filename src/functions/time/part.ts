import type { FunctionEntry } from '../../catalog/function.ts'
import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { zonedTime, zoneParameter, timeParameter } from './zone.ts'

/** A part of the time that luxon knows by this name. */
type Part =
  'year' | 'quarter' | 'month' | 'weekNumber' | 'day' | 'hour' | 'minute' | 'second' | 'weekday' | 'ordinal'

type Said = Pick<FunctionEntry, 'name' | 'aliases' | 'flink' | 'prose' | 'examples'>

/** A function that gives one part of a time in a zone. */
export const partFunction = (part: Part, said: Said): FunctionEntry =>
  defineFunction({
    ...said,
    group: 'time',
    parameters: [timeParameter, zoneParameter],
    result: () => of('INTEGER'),
    nulls: 'propagate',
    determinism: 'pure',
    errors: ['bad-zone'],
    evaluate: ([time, zone]) => zonedTime(time as number, zone as string | undefined)[part],
  })
