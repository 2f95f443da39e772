import type { Visit } from '../parts/http-inbox.ts'
import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { httpReceiver } from '../receivers/http.ts'

const TIMEOUT_MS = 1_000
const ENDLESS_MS = 20

/** Ways to answer badly; those that take the rows in first cause repeats. */
const tricks: Readonly<Record<string, (visit: Visit) => void>> = {
  500: ({ response }) => response.writeHead(500).end('no'),
  429: ({ response }) => response.writeHead(429, { 'retry-after': '1' }).end(),
  401: ({ response }) => response.writeHead(401).end(),
  'timeout after processing': ({ take }) => take(),
  'reset in mid-body': ({ request, take }) => {
    take()
    request.socket.resetAndDestroy()
  },
  'reset before processing': ({ request }) => request.socket.resetAndDestroy(),
  'endless answer': ({ response, take }) => {
    take()
    response.writeHead(200)
    const timer = setInterval(() => response.write('x'.repeat(1_000)), ENDLESS_MS)
    response.on('close', () => clearInterval(timer))
  },
}

export const httpMisbehaves: Experiment = {
  name: 'http-misbehaves',
  invariant:
    'a receiver that answers 500, 429, 401, too late, in halves or without end gets every row in the end',
  proves: cells('MQTT QoS 1', ['local'], ['HTTP']),
  short: { messages: 4_000, limitS: 150 },
  long: { messages: 100_000, limitS: 900 },
  run: async (stage) => {
    const { messages } = stage.size
    const inbox = await httpReceiver(stage, {
      batchRows: 100,
      settings: { response_timeout_ms: TIMEOUT_MS },
    })
    const flow = new Flow(stage, {
      feed: await mqttFeed(stage),
      receivers: [inbox],
      mode: 'local',
    })
    await flow.start()
    const left = Object.keys(tricks)
    // After a 401, which only an operator can help, the lane tries again no sooner than after 30 s: it comes once.
    const again = left.filter((name) => name !== '401')
    inbox.inbox.answer = (visit) => {
      const trick =
        left[0] ?? (stage.random() < 0.05 ? again[Math.floor(stage.random() * again.length)] : undefined)
      // Each comes once, then they come at random.
      if (trick !== undefined && (left.length === 0 || stage.random() < 0.5)) {
        stage.say(trick)
        if (left.length > 0) left.shift()
        tricks[trick]!(visit)
        return
      }
      visit.take()
      visit.response.writeHead(204).end()
    }
    flow.publish(messages)
    return flow.finish()
  },
}
