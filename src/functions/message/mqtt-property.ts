import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { isObject } from '../limits.ts'

/** A property of an MQTT 5 message; NULL where it has none. */
export const mqttPropertyFunction = defineFunction({
  name: 'mqtt_property',
  group: 'message',
  attribute: 'pub_props',
  parameters: [
    {
      name: 'name',
      kinds: ['STRING'],
      prose: 'Content-Type, Response-Topic, Correlation-Data, Payload-Format-Indicator, …',
    },
  ],
  result: () => maybe('ANY'),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose: 'A property of an MQTT 5 message; NULL where it has none.',
  examples: [
    { expression: "mqtt_property('Content-Type')", result: '"application/json"' },
    { expression: "mqtt_property('Response-Topic')", result: 'null' },
  ],
  evaluate: ([name], { record }) => {
    const all = record.attribute('pub_props') ?? null
    return isObject(all) && Object.hasOwn(all, name as string) ? (all[name as string] ?? null) : null
  },
})
