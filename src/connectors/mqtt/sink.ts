import type { IClientPublishOptions, IStream, MqttClient } from 'mqtt'
import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Rejection, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import { topicProblem } from '../../stream/topic-filter.ts'
import type { Value } from '../../types/value.ts'
import { clientOptions, loadClient } from './client.ts'
import { dial } from './dial.ts'
import type { MqttConnection } from './options.ts'

const userProperties = (value: Value): Record<string, string> =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value as Readonly<Record<string, Value>>).map(([name, one]) => [name, String(one)]),
      )
    : {}

/** Publishes rows; a row is safe when the broker has acknowledged it (QoS 1, 2) or the socket has taken it (QoS 0). */
export class MqttSink implements Sink {
  private readonly name: string
  private readonly options: MqttConnection
  private client: MqttClient | undefined
  private reason = 'not connected'

  constructor(name: string, options: MqttConnection) {
    this.name = name
    this.options = options
  }

  async open(context: SinkContext): Promise<OpenResult> {
    if (this.client?.connected === true) return { kind: 'open' }
    this.client?.end(true)
    const { Client, webSocket } = await loadClient(this.options)
    // A sink keeps no session: what was not acknowledged is written again by its lane.
    const options = clientOptions({ ...this.options, clean_start: true, session_expiry_s: 0 }, this.name, {
      suffix: '-sink',
    })
    const client = new Client(() => dial(this.options, webSocket) as unknown as IStream, {
      ...options,
      reconnectPeriod: 0,
      queueQoSZero: false,
    })
    this.client = client
    const connected = new Promise<string | undefined>((resolve) => {
      client.once('connect', () => {
        resolve(undefined)
      })
      client.on('error', (error) => {
        this.reason = error.message
        resolve(error.message)
      })
      client.once('close', () => {
        resolve(this.reason)
      })
      context.signal.addEventListener('abort', () => {
        resolve('stopped')
      })
    })
    const problem = await connected
    if (problem === undefined) return { kind: 'open' }
    client.end(true)
    return { kind: 'retry', message: problem }
  }

  async write(batch: OutputBatch, signal: AbortSignal): Promise<WriteResult> {
    const { client } = this
    if (client?.connected !== true) return { kind: 'reconnect', message: this.reason }
    const rejections: Rejection[] = []
    const published: Promise<void>[] = []
    for (let i = 0; i < batch.count; i++) {
      const topic = batch.option(i, 'topic')
      const problem = typeof topic === 'string' ? topicProblem(topic) : 'the topic is no text'
      if (problem !== undefined || typeof topic !== 'string')
        rejections.push({ index: i, slug: 'bad-topic', message: problem ?? 'the topic is no text' })
      else published.push(this.publish(client, topic, Buffer.from(batch.value(i)), batch, i))
    }
    const lost = new Promise<never>((_, reject) => {
      client.once('close', () => {
        reject(new Error('the connection was lost'))
      })
      signal.addEventListener('abort', () => {
        reject(new Error('the write took too long'))
      })
    })
    lost.catch(() => undefined)
    try {
      await Promise.race([Promise.all(published), lost])
    } catch (error) {
      return { kind: 'reconnect', message: (error as Error).message }
    }
    return rejections.length === 0 ? { kind: 'written' } : { kind: 'rejected', rows: rejections }
  }

  async close(): Promise<void> {
    const { client } = this
    this.client = undefined
    if (client !== undefined) await client.endAsync(!client.connected)
  }

  private async publish(
    client: MqttClient,
    topic: string,
    value: Buffer,
    batch: OutputBatch,
    i: number,
  ): Promise<void> {
    const qos = batch.option(i, 'qos')
    const properties = batch.option(i, 'user_properties')
    const options: IClientPublishOptions = {
      qos: qos === 0 || qos === 2 ? qos : 1,
      retain: batch.option(i, 'retain') === true,
      ...(properties == null || this.options.version !== '5'
        ? {}
        : { properties: { userProperties: userProperties(properties) } }),
    }
    await client.publishAsync(topic, value, options)
  }
}
