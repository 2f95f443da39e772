import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { maybe } from '../../types/type.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { asNumber } from '../limits.ts'

/** Magnus coefficients by Sonntag 1990, for water: 0.35 degrees at most off between -45 and 60 degrees. */
const B = 17.62
const C = 243.12

/** The dew point in degrees Celsius by the Magnus formula; NULL outside its range. */
export const dewPointFunction = defineFunction({
  name: 'dew_point',

  group: 'number',
  parameters: [
    { name: 'temperature', kinds: ['DOUBLE'], prose: 'degrees Celsius, -45 to 60' },
    { name: 'humidity', kinds: ['DOUBLE'], prose: 'relative humidity in per cent, above 0 to 100' },
  ],
  result: () => maybe('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The dew point in degrees Celsius by the Magnus formula; NULL outside its range.',
  examples: [
    { expression: 'round(dew_point(25, 50), 1)', result: '13.9' },
    { expression: 'round(dew_point(20, 100), 6)', result: '20' },
    { expression: 'dew_point(20, 0)', result: 'null' },
  ],
  evaluate: ([temperature, humidity]) => {
    const [degrees, percent] = [asNumber(temperature as Value), asNumber(humidity as Value)]
    if (degrees < -45 || degrees > 60 || percent <= 0 || percent > 100) return null
    const gamma = Math.log(percent / 100) + (B * degrees) / (C + degrees)
    return checkedDouble((C * gamma) / (B - gamma))
  },
})
