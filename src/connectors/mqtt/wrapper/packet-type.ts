/** Type of a control packet: the upper four bits of its first byte (MQTT 5, 2.1.2). */
export const packetType = {
  connack: 2,
  publish: 3,
  puback: 4,
  pubrec: 5,
  pubrel: 6,
  pubcomp: 7,
  pingreq: 12,
  pingresp: 13,
  disconnect: 14,
} as const
