// The program that is written first: MQTT.js, JSON.parse, kafkajs; messages are acknowledged before they are written.
import kafkajs from 'kafkajs'
import { connect } from 'mqtt'

const [, , url, filter, broker, topic, threshold] = process.argv
const kafka = new kafkajs.Kafka({ brokers: [broker], logLevel: kafkajs.logLevel.NOTHING })
const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner })
await producer.connect()
let rows = []
const flush = () => {
  if (rows.length === 0) return
  const messages = rows
  rows = []
  void producer.send({ topic, acks: -1, messages })
}
setInterval(flush, 20)
const client = connect(url, { clientId: 'naive', protocolVersion: 5, clean: true })
client.on('message', (_, payload) => {
  const o = JSON.parse(payload.toString())
  if (o.temperature < Number(threshold)) return
  rows.push({
    key: o.deviceId,
    value: JSON.stringify({ deviceId: o.deviceId, site: o.site, temperature: o.temperature }),
  })
  if (rows.length >= 1_000) flush()
})
client.on('connect', () => {
  client.subscribe(filter, { qos: 1 }, () => process.stdout.write('ready\n'))
})
