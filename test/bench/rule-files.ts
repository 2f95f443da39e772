/** Rule files as a large bank might have them: a typed stream and ten rules each, by kinds of device. */

const kinds = ['cashbox', 'atm', 'door', 'camera', 'ups', 'climate', 'printer', 'counter', 'scanner', 'vault']
const RULES_PER_FILE = 10

const stream = (
  name: string,
  kind: string,
  k: number,
): string => `/** What a ${kind} of area ${String(k)} says. */
STREAM ${name} (
  branch      STRING         FROM topic(2),
  device      STRING         NOT NULL,
  level       INTEGER        NOT NULL,
  state       STRING         DEFAULT 'ok',
  amount      DECIMAL(12, 2),
  voltage     DOUBLE,
  temperature DOUBLE         FROM TRY_CAST(payload.readings.temperature AS DOUBLE),
  maintenance BOOLEAN        DEFAULT false,
  tags        ARRAY<STRING>,
  at          TIMESTAMP      NOT NULL
)
FROM bank_mqtt (topic = 'area${String(k)}/+/${kind}/+/status', qos = 1)
FORMAT json
EVENT TIME at;
`

const head = (name: string, about: string): string => `/** ${about}
    @owner team-${String(name.length % 7)}
    @tier 2 */
RULE ${name} AS
`

/** One of ten shapes of rule, on a stream or a topic. */
const shapes: readonly ((name: string, from: string, k: number) => string)[] = [
  (
    name,
    from,
    k,
  ) => `${head(name, 'A device that runs low and is not being serviced.')}SELECT device, branch, level, at, level < ${String(k + 10)} AS critical
FROM   ${from}
WHERE  level < ${String(k + 100)} AND NOT maintenance
INTO   bank_kafka (topic = '${name}.v1', key = device),
       ops_http   (path = '/alerts/' || url_part(device)) WHEN critical,
       bank_db    (table = '${name}', key = device);
`,
  (name, from, k) => `${head(name, 'Trouble of any kind outside maintenance.')}SELECT device,
       branch,
       CASE WHEN state = 'jam' THEN 'jam' WHEN state = 'forced' THEN 'break-in' ELSE 'other' END AS trouble,
       round(voltage, 1) AS volts,
       at
FROM   ${from}
WHERE  (state IN ('jam', 'forced', 'open') OR voltage < ${String(k % 12)}.5) AND NOT maintenance
INTO   bank_kafka (topic = '${name}.v1', key = branch);
`,
  (
    name,
    from,
  ) => `${head(name, 'The latest state of every device.')}SELECT device, branch, level, state, round(voltage, 1) AS voltage, coalesce(amount, 0) AS amount, at
FROM   ${from}
INTO   bank_db (table = '${name}', key = device);
`,
  (
    name,
    from,
    k,
  ) => `${head(name, 'Too hot for its equipment.')}SELECT device, branch, temperature, (temperature - 32) / 1.8 AS celsius, at
FROM   ${from}
WHERE  temperature IS NOT NULL AND temperature BETWEEN ${String(35 + (k % 10))} AND 90
INTO   bank_kafka (topic = '${name}.v1', key = device),
       ops_http   (path = '/hot/' || url_part(branch)) WHEN celsius > 30
ON ERROR DEAD LETTER;
`,
  (
    name,
    from,
  ) => `${head(name, 'Devices by tag and name.')}SELECT device, upper(branch) AS branch, array_length(tags) AS tag_count, at
FROM   ${from}
WHERE  device LIKE 'a%' AND any(tags, tag -> tag = 'critical')
INTO   bank_kafka (topic = '${name}.v1', key = device);
`,
  (
    name,
    from,
    k,
  ) => `${head(name, 'Large amounts, in thousands.')}SELECT device, branch, amount, amount * 2 AS twice, CAST(level AS STRING) || ' of ${String(k)}' AS text, at
FROM   ${from}
WHERE  amount > ${String(1_000 + k)} AND state <> 'ok'
INTO   bank_db    (table = '${name}', key = device),
       bank_kafka (topic = '${name}.v1', key = device);
`,
  (name, _, k) => `${head(name, 'A reading of any maker.')}SELECT payload.device AS device,
       topic(2) AS branch,
       coalesce(payload.temperature.celsius, (payload.temperature.fahrenheit - 32) / 1.8) AS celsius,
       timestamp AS received_at
FROM   'area${String(k)}/+/sensor/+/reading'
WHERE  celsius > 35 AND payload.room IN ('server', 'vault', 'teller')
INTO   bank_kafka (topic = '${name}.v1', key = branch)
ON ERROR DEAD LETTER;
`,
  (
    name,
    _,
    k,
  ) => `${head(name, 'Smoke, at once and to everybody.')}SELECT payload.device AS device, topic(2) AS branch, payload.smoke AS density, timestamp AS received_at
FROM   'area${String(k)}/+/smoke/+/reading'
WHERE  payload.smoke > 0.2 OR payload.alarm = 'on'
INTO   bank_kafka (topic = '${name}.v1', key = branch),
       ops_http   (path = '/smoke/' || url_part(branch));
`,
  (name, from) => `${head(name, 'At night, by the clock of the branch.')}SELECT device, branch, state, at
FROM   ${from}
WHERE  state = 'open' AND extract('HOUR', at, 'Asia/Shanghai') NOT BETWEEN 7 AND 20
INTO   bank_kafka (topic = '${name}.v1', key = branch);
`,
  (name, from, k) => `${head(name, 'All that is known, with a level in words.')}SELECT * EXCEPT (tags),
       CASE WHEN level < ${String(k)} THEN 'low' WHEN level < ${String(k + 500)} THEN 'medium' ELSE 'high' END AS grade
FROM   ${from}
WHERE  level >= 0
INTO   bank_kafka (topic = '${name}.v1', key = device);
`,
]

const fileText = (k: number): string => {
  const kind = kinds[k % kinds.length] ?? 'device'
  const name = `${kind}_status_${String(k)}`
  const rules = shapes
    .slice(0, RULES_PER_FILE)
    .map((shape, n) => shape(`${kind}_${String(k)}_${String(n)}`, name, k))
  return [`-- Area ${String(k)}.\n`, stream(name, kind, k), ...rules].join('\n')
}

/** So many files of ten rules each, by name. */
export const ruleFiles = (count: number): ReadonlyMap<string, string> =>
  new Map(Array.from({ length: count }, (_, k) => [`area-${String(k).padStart(4, '0')}.rules`, fileText(k)]))

/** The connections of the files. */
export const ruleFilesProject = `language: 1
default: bank_mqtt
connections:
  bank_mqtt: { type: mqtt, url: 'mqtt://127.0.0.1:1883', client_id: sluice-1 }
  bank_kafka: { type: kafka, brokers: ['127.0.0.1:9092'] }
  ops_http: { type: http, url: 'http://127.0.0.1:8080' }
  bank_db: { type: sqlite, file: 'bench.db' }
`

/** One file of so many characters at the most, with whole groups of a stream and its rules. */
export const fileOf = (length: number): ReadonlyMap<string, string> => {
  const texts: string[] = []
  let total = 0
  for (let k = 0; ; k++) {
    const text = fileText(k)
    if (total + text.length + 1 > length) return new Map([['all.rules', texts.join('\n')]])
    texts.push(text)
    total += text.length + 1
  }
}

/** The same with mistakes as people make them: a missing comma, a misspelt word, a bracket left open. */
export const brokenFile = (length: number): ReadonlyMap<string, string> =>
  new Map(
    [...fileOf(length)].map(([name, text]) => [
      name,
      text
        .replace(/SELECT device,\n/g, 'SELECT device\n')
        .replace(/WHERE {2}temperature/g, 'WHER   temperature')
        .replace(/round\(voltage, 1\) AS volts/g, 'round(voltage, 1 AS volts'),
    ]),
  )
