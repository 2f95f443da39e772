import type { KafkaConnection } from './options.ts'

const securityProtocol = ({ sasl, tls }: KafkaConnection): string =>
  `${sasl === undefined ? '' : 'sasl_'}${tls === undefined ? 'plaintext' : 'ssl'}`

/** librdkafka's properties for a connection, whether it reads or writes. */
export const rdkafkaOptions = (options: KafkaConnection): Record<string, unknown> => {
  const { sasl, tls } = options
  return {
    'metadata.broker.list': options.brokers.join(','),
    'client.id': options.client_id,
    'allow.auto.create.topics': false,
    'security.protocol': securityProtocol(options),
    'reconnect.backoff.ms': 100,
    'reconnect.backoff.max.ms': 2_000,
    log_level: 0,
    ...(tls?.ca_file !== undefined && { 'ssl.ca.location': tls.ca_file }),
    ...(tls?.cert_file !== undefined && { 'ssl.certificate.location': tls.cert_file }),
    ...(tls?.key_file !== undefined && { 'ssl.key.location': tls.key_file }),
    ...(sasl !== undefined && {
      'sasl.mechanisms': sasl.mechanism.toUpperCase(),
      'sasl.username': sasl.username,
      'sasl.password': sasl.password,
    }),
  }
}
