import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import { KafkajsSink } from './kafkajs-sink.ts'
import type { KafkaConnection } from './options.ts'
import { RdkafkaSink } from './rdkafka-sink.ts'
import { loadRdkafka } from './rdkafka.ts'

/** Chooses the client when the connection opens: node-rdkafka where it is installed, unless the operator says. */
export class KafkaSink implements Sink {
  private readonly name: string
  private readonly options: KafkaConnection
  private sink: Sink | undefined

  constructor(name: string, options: KafkaConnection) {
    this.name = name
    this.options = options
  }

  async open(context: SinkContext): Promise<OpenResult> {
    if (this.sink === undefined) {
      const { client } = this.options
      const module = client === 'kafkajs' ? undefined : await loadRdkafka()
      if (module === undefined && client === 'rdkafka')
        return {
          kind: 'fatal',
          slug: 'sink-misconfigured',
          message: 'client: rdkafka, but node-rdkafka is not installed',
        }
      context.log.info(
        `${this.name}: writes to Kafka with ${module === undefined ? 'kafkajs' : 'node-rdkafka'}`,
      )
      this.sink = module === undefined ? new KafkajsSink(this.options) : new RdkafkaSink(this.options, module)
    }
    return this.sink.open(context)
  }

  async write(batch: OutputBatch, signal: AbortSignal): Promise<WriteResult> {
    return this.sink === undefined
      ? { kind: 'reconnect', message: 'not open' }
      : this.sink.write(batch, signal)
  }

  async close(): Promise<void> {
    await this.sink?.close()
  }
}
