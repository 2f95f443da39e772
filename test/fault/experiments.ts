import { allDownAtStart } from './experiments/all-down-at-start.ts'
import { changedOwner } from './experiments/changed-owner.ts'
import { clockJumps } from './experiments/clock-jumps.ts'
import { cutAcknowledgements } from './experiments/cut-acknowledgements.ts'
import { cutCommit } from './experiments/cut-commit.ts'
import { diskFull } from './experiments/disk-full.ts'
import { everyFailpoint } from './experiments/every-failpoint.ts'
import { exactlyOnce } from './experiments/exactly-once.ts'
import { frozenWorkerKafka, frozenWorkerMqtt } from './experiments/frozen-worker.ts'
import { httpMisbehaves } from './experiments/http-misbehaves.ts'
import { journalLost } from './experiments/journal-lost.ts'
import { journalProofs } from './experiments/journal-proofs.ts'
import { kafkaOwners } from './experiments/kafka-owners.ts'
import { killPlainSinks } from './experiments/kill-plain-sinks.ts'
import { killPositions } from './experiments/kill-positions.ts'
import { killThreeSinks } from './experiments/kill-three-sinks.ts'
import { letterServerDown } from './experiments/letter-server-down.ts'
import { letterTargetDown } from './experiments/letter-target-down.ts'
import { lettersRedriven } from './experiments/letters-redriven.ts'
import { manyTopics } from './experiments/many-topics.ts'
import { mosquittoKilled, mosquittoRestarted } from './experiments/mosquitto-restarted.ts'
import { oneTransactionalId } from './experiments/one-transactional-id.ts'
import { overload } from './experiments/overload.ts'
import { pastItsQuota, quotaDeadLetters, quotaDrops } from './experiments/past-its-quota.ts'
import { positionsKafka } from './experiments/positions-kafka.ts'
import { poisonRecords } from './experiments/poison-records.ts'
import { poisonRows } from './experiments/poison-rows.ts'
import { qos2Once } from './experiments/qos-2-once.ts'
import { rebalanceStorm } from './experiments/rebalance-storm.ts'
import { reloadStorm } from './experiments/reload-storm.ts'
import { restartLoop } from './experiments/restart-loop.ts'
import { kafkaSourceDown, sinkDown } from './experiments/server-down.ts'
import { sessionLost } from './experiments/session-lost.ts'
import { slowSink } from './experiments/slow-sink.ts'
import { sigtermUnderLoad } from './experiments/sigterm-under-load.ts'
import { soak } from './experiments/soak.ts'
import { twoWorkers } from './experiments/two-workers.ts'
import type { Experiment } from './harness/experiment.ts'

/** All there are, in the order in which they run. */
export const experiments: readonly Experiment[] = [
  killThreeSinks('mqtt', 'local'),
  killThreeSinks('mqtt', 'upstream'),
  killThreeSinks('mqtt-qos-2', 'local'),
  killThreeSinks('mqtt-qos-2', 'upstream'),
  killThreeSinks('kafka', 'upstream'),
  killThreeSinks('kafka', 'local'),
  kafkaOwners,
  killPositions,
  killPlainSinks('local'),
  killPlainSinks('upstream'),
  sigtermUnderLoad,
  everyFailpoint,
  restartLoop('mqtt'),
  restartLoop('kafka'),
  restartLoop('kafkajs'),
  mosquittoRestarted,
  mosquittoKilled,
  sessionLost,
  cutAcknowledgements(1),
  cutAcknowledgements(2),
  qos2Once,
  sinkDown('kafka', 'stop'),
  sinkDown('kafka', 'kill'),
  kafkaSourceDown,
  sinkDown('postgres', 'kill'),
  sinkDown('mariadb', 'kill'),
  cutCommit('postgres'),
  cutCommit('mariadb'),
  frozenWorkerMqtt,
  frozenWorkerKafka,
  rebalanceStorm,
  exactlyOnce,
  oneTransactionalId,
  positionsKafka,
  reloadStorm,
  poisonRows('postgres'),
  poisonRows('mariadb'),
  poisonRecords,
  httpMisbehaves,
  slowSink,
  pastItsQuota,
  quotaDeadLetters,
  quotaDrops,
  allDownAtStart,
  diskFull,
  journalProofs,
  journalLost,
  twoWorkers,
  changedOwner,
  letterTargetDown,
  letterServerDown('kafka'),
  letterServerDown('postgres'),
  lettersRedriven,
  clockJumps,
  overload,
  manyTopics,
  soak,
]
