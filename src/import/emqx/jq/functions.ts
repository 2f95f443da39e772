/** All but null and false is true. */
export const isTrue = (code: string): string => `coalesce(${code} NOT IN (FALSE), FALSE)`

/** An array without null, whose place in an order is another one in jq. */
const present = (x: string): string => `map(not_null(${x}), e -> not_null(e))`

/** Functions of one value, written with the value's code. */
export const plainFunctions: Readonly<Record<string, (x: string) => string>> = {
  length: (x) =>
    `CASE typeof(${x}) WHEN 'ARRAY' THEN array_length(${x}) WHEN 'OBJECT' THEN array_length(keys(${x})) ` +
    `WHEN 'STRING' THEN length(${x}) WHEN 'NULL' THEN 0 ELSE abs(${x}) END`,
  add: (x) =>
    `CASE typeof(json_at(${x}, 1)) WHEN 'STRING' THEN array_join(${x}, '') ` +
    `WHEN 'OBJECT' THEN reduce(${x}, {}, (all, one) -> merge(all, one)) WHEN 'ARRAY' THEN flatten(${x}) ` +
    `ELSE array_sum(not_null(${x})) END`,
  keys: (x) => `keys(sort_keys(not_null(${x})))`,
  first: (x) => `json_at(${x}, 1)`,
  last: (x) => `json_at(${x}, -1)`,
  min: (x) => `array_min(not_null(${x}))`,
  max: (x) => `array_max(not_null(${x}))`,
  sort: (x) => `array_sort(${present(x)})`,
  unique: (x) => `array_sort(array_distinct(${present(x)}))`,
  any: (x) => `any(not_null(${x}), e -> ${isTrue('e')})`,
  all: (x) => `all(not_null(${x}), e -> ${isTrue('e')})`,
  from_entries: (x) => `from_entries(not_null(${x}))`,
  keys_unsorted: (x) => `keys(not_null(${x}))`,
  type: (x) => `CASE WHEN is_number(${x}) THEN 'number' ELSE lower(typeof(${x})) END`,
  tojson: (x) => `json_text(${x})`,
  reverse: (x) => `array_reverse(not_null(${x}))`,
  to_entries: (x) => `map(keys(not_null(${x})), k -> {key: k, value: json_at(${x}, k)})`,
  tostring: (x) => `CASE WHEN is_string(${x}) THEN ${x} ELSE json_text(${x}) END`,
  tonumber: (x) => `CASE WHEN is_string(${x}) THEN CAST(${x} AS DECIMAL) ELSE not_null(${x}) END`,
  ascii_downcase: (x) => `lower(not_null(${x}))`,
  ascii_upcase: (x) => `upper(not_null(${x}))`,
  floor: (x) => `floor(not_null(${x}))`,
  ceil: (x) => `ceil(not_null(${x}))`,
  round: (x) => `round(not_null(${x}))`,
  sqrt: (x) => `sqrt(not_null(${x}))`,
  fromjson: (x) => `json(not_null(${x}))`,
  not: (x) => `coalesce(${x} IN (FALSE), ${x} IS NULL)`,
}

/** Those that give an array. */
export const arrays = new Set([
  'keys',
  'keys_unsorted',
  'reverse',
  'to_entries',
  'sort',
  'unique',
  'sort_by',
  'group_by',
  'unique_by',
])

/** Functions of one value and a constant text. */
export const textFunctions: Readonly<Record<string, (x: string, text: string) => string>> = {
  split: (x, text) => `split(not_null(${x}), ${text})`,
  join: (x, text) => `array_join(texts_of(not_null(${x})), ${text})`,
  has: (x, text) => `has_key(not_null(${x}), ${text})`,
  startswith: (x, text) => `starts_with(not_null(${x}), ${text})`,
  endswith: (x, text) => `ends_with(not_null(${x}), ${text})`,
  rtrimstr: (x, text) => `CASE WHEN is_string(${x}) THEN remove_suffix(${x}, ${text}) ELSE ${x} END`,
  ltrimstr: (x, text) => `CASE WHEN is_string(${x}) THEN remove_prefix(${x}, ${text}) ELSE ${x} END`,
}

/** Those that choose values by their kind. */
export const kindTests: Readonly<Record<string, (x: string) => string>> = {
  values: (x) => `${x} IS NOT NULL`,
  nulls: (x) => `${x} IS NULL`,
  numbers: (x) => `is_number(${x})`,
  strings: (x) => `is_string(${x})`,
  booleans: (x) => `typeof(${x}) = 'BOOLEAN'`,
  arrays: (x) => `typeof(${x}) = 'ARRAY'`,
  objects: (x) => `typeof(${x}) = 'OBJECT'`,
}

/** Functions of an array and what a filter gives for each of its elements. */
export const elementFunctions: Readonly<Record<string, (x: string, e: string, code: string) => string>> = {
  sort_by: (x, e, code) => `sort_by(not_null(${x}), ${e} -> not_null(${code}))`,
  min_by: (x, e, code) => `json_at(sort_by(not_null(${x}), ${e} -> not_null(${code})), 1)`,
  max_by: (x, e, code) => `json_at(sort_by(not_null(${x}), ${e} -> not_null(${code})), -1)`,
  group_by: (x, e, code) => `map(${keysOf(x, e, code)}, k -> filter(${x}, ${e} -> ${code} = k))`,
  unique_by: (x, e, code) => `map(${keysOf(x, e, code)}, k -> json_at(filter(${x}, ${e} -> ${code} = k), 1))`,
  any: (x, e, code) => `any(not_null(${x}), ${e} -> ${isTrue(code)})`,
  all: (x, e, code) => `all(not_null(${x}), ${e} -> ${isTrue(code)})`,
  map_values: (x, e, code) =>
    `CASE typeof(${x}) WHEN 'OBJECT' THEN map_values(${x}, (name, ${e}) -> ${code}) ` +
    `ELSE map(not_null(${x}), ${e} -> ${code}) END`,
}

const keysOf = (x: string, e: string, code: string): string =>
  `array_sort(array_distinct(map(not_null(${x}), ${e} -> not_null(${code}))))`
