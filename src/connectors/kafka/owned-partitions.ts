import type { Cluster, GroupMember, PartitionAssigner } from 'kafkajs'
import type { PartitionOwner, WorkerNumber } from '../../stream/partition-owner.ts'
import type { KafkajsModule } from './kafkajs-client.ts'
import type { TopicPartition } from './kafkajs-positions.ts'

/** What a member of the group tells its leader. */
interface Claim extends WorkerNumber {
  readonly journal: string
  /** It reads partitions already, so a twin that comes later gets nothing. */
  readonly holds: boolean
}

const NAME = 'sluice-owned'
const VERSION = 1

/** Whether a partition is a worker's own. */
export const owns = ({ number, of }: WorkerNumber, partition: number): boolean => partition % of === number

/** The partitions that are a worker's own, of topics with these numbers of partitions. */
export const ownPartitions = (
  worker: WorkerNumber,
  counts: ReadonlyMap<string, number>,
): readonly TopicPartition[] =>
  [...counts].flatMap(([topic, count]) =>
    Array.from({ length: count }, (_, partition) => ({ topic, partition })).filter(({ partition }) =>
      owns(worker, partition),
    ),
  )

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value)

const readClaim = (bytes: Buffer | undefined): Claim | undefined => {
  try {
    const { holds, journal, number, of } = JSON.parse(bytes?.toString('utf8') ?? '') as Partial<
      Record<keyof Claim, unknown>
    >
    if (!isNumber(number) || !isNumber(of) || typeof journal !== 'string') return undefined
    return { number, of, journal, holds: holds === true }
  } catch {
    return undefined
  }
}

type Claims = readonly (readonly [memberId: string, claim: Claim])[]

/** Who gets a partition that several claim: whoever reads already, else the least journal; always the same one. */
const takerOf = (claims: Claims, partition: number): string | undefined => {
  const [first] = claims
    .filter(([, claim]) => owns(claim, partition))
    .sort(([, a], [, b]) => Number(b.holds) - Number(a.holds) || (a.journal < b.journal ? -1 : 1))
  return first?.[0]
}

/** Which partitions each member gets; one that nobody claims waits for its worker. */
export const shareOut = (
  claims: Claims,
  counts: ReadonlyMap<string, number>,
): ReadonlyMap<string, Readonly<Record<string, number[]>>> => {
  const shares = new Map<string, Record<string, number[]>>(claims.map(([member]) => [member, {}]))
  for (const [topic, count] of counts)
    for (let partition = 0; partition < count; partition++) {
      const share = shares.get(takerOf(claims, partition) ?? '')
      if (share !== undefined) (share[topic] ??= []).push(partition)
    }
  return shares
}

const countsOf = (cluster: Cluster, topics: readonly string[]): Map<string, number> =>
  new Map(topics.map((topic) => [topic, cluster.findTopicPartitionMetadata(topic).length]))

/**
 * How a group shares out partitions that belong to journals: each member says which worker it is, and a partition of a
 * worker that is away is given to nobody else, since that worker's journal may still have rows of it.
 */
export const ownedAssigner =
  (
    { AssignerProtocol: { MemberAssignment, MemberMetadata } }: KafkajsModule,
    owner: PartitionOwner,
    holds: () => boolean,
  ): PartitionAssigner =>
  ({ cluster }) => ({
    name: NAME,
    version: VERSION,
    assign: ({ members, topics }) => {
      const claims = members.flatMap(({ memberId, memberMetadata }: GroupMember) => {
        const claim = readClaim(MemberMetadata.decode(memberMetadata)?.userData)
        return claim === undefined ? [] : [[memberId, claim] as const]
      })
      const shares = shareOut(claims, countsOf(cluster, topics))
      const encode = (assignment: Readonly<Record<string, number[]>>): Buffer =>
        MemberAssignment.encode({ version: VERSION, assignment, userData: Buffer.alloc(0) })
      return Promise.resolve(
        members.map(({ memberId }) => ({ memberId, memberAssignment: encode(shares.get(memberId) ?? {}) })),
      )
    },
    protocol: ({ topics }) => {
      const { journal, number, of } = owner
      const claim: Claim = { number, of, journal, holds: holds() }
      const userData = Buffer.from(JSON.stringify(claim))
      return { name: NAME, metadata: MemberMetadata.encode({ version: VERSION, topics, userData }) }
    },
  })
