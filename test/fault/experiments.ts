import { allDownAtStart } from './experiments/all-down-at-start.ts'
import { cutAcknowledgements } from './experiments/cut-acknowledgements.ts'
import { cutCommit } from './experiments/cut-commit.ts'
import { everyFailpoint } from './experiments/every-failpoint.ts'
import { frozenWorkerKafka, frozenWorkerMqtt } from './experiments/frozen-worker.ts'
import { httpMisbehaves } from './experiments/http-misbehaves.ts'
import { killThreeSinks } from './experiments/kill-three-sinks.ts'
import { mosquittoKilled, mosquittoRestarted } from './experiments/mosquitto-restarted.ts'
import { pastItsQuota } from './experiments/past-its-quota.ts'
import { poisonRecords } from './experiments/poison-records.ts'
import { poisonRows } from './experiments/poison-rows.ts'
import { qos2Once } from './experiments/qos-2-once.ts'
import { rebalanceStorm } from './experiments/rebalance-storm.ts'
import { restartLoop } from './experiments/restart-loop.ts'
import { kafkaSourceDown, sinkDown } from './experiments/server-down.ts'
import { sessionLost } from './experiments/session-lost.ts'
import { slowSink } from './experiments/slow-sink.ts'
import { sigtermUnderLoad } from './experiments/sigterm-under-load.ts'
import type { Experiment } from './harness/experiment.ts'

/** All there are, in the order in which they run. */
export const experiments: readonly Experiment[] = [
  killThreeSinks('mqtt', 'local'),
  killThreeSinks('mqtt', 'upstream'),
  killThreeSinks('kafka', 'upstream'),
  sigtermUnderLoad,
  everyFailpoint,
  restartLoop('mqtt'),
  restartLoop('kafka'),
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
  poisonRows('postgres'),
  poisonRows('mariadb'),
  poisonRecords,
  httpMisbehaves,
  slowSink,
  pastItsQuota,
  allDownAtStart,
]
