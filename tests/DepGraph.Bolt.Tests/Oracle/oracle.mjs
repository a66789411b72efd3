// Answers, with the packstream, types and chunks of neo4j-driver, each line of a file of requests with a line of JSON:
//   {"op":"unpack","form":"5.0","stream":HEX}    -> {"value":DESCRIPTION}
//   {"op":"pack","form":"4.4","value":DESCRIPTION} -> {"stream":HEX}
// A stream is one message in chunks. Descriptions are those of ValueText.cs.
import { createRequire } from 'node:module'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

const require = createRequire(import.meta.url)
const neo4j = require('neo4j-driver')
const lib = name => require(`neo4j-driver-bolt-connection/lib/${name}`)
const { v2 } = lib('packstream')
const { Chunker, Dechunker } = lib('channel/chunking')
const ChannelBuffer = lib('channel/channel-buf').default
const Transformer = lib('bolt/transformer').default
const { UnboundRelationship } = require('neo4j-driver-core')

const { int, types } = neo4j
const log = { warn () {} }
const transformer = form =>
  new Transformer(Object.values(lib(`bolt/bolt-protocol-v${form}.transformer`).default).map(create => create({}, log)))
const transformers = { '4.4': transformer('4x4'), '5.0': transformer('5x0') }

function unpack ({ form, stream }) {
  const messages = []
  const dechunker = new Dechunker()
  dechunker.onmessage = message => messages.push(message)
  dechunker.write(new ChannelBuffer(Buffer.from(stream, 'hex')))
  if (messages.length !== 1) throw new Error(`${messages.length} messages`)
  const value = new v2.Unpacker().unpack(messages[0], transformers[form].fromStructure)
  if (messages[0].hasRemaining()) throw new Error(`${messages[0].remaining()} bytes are left`)
  return { value: describe(value, form) }
}

function pack ({ form, value, chunk }) {
  const parts = []
  const chunker = new Chunker({ write: part => parts.push(Buffer.from(part.toHex().replaceAll(' ', ''), 'hex')) }, chunk)
  new v2.Packer(chunker).packable(create(value), transformers[form].toStructure)()
  chunker.messageBoundary()
  chunker.flush()
  return { stream: Buffer.concat(parts).toString('hex') }
}

const text = value => value.toString()
const bits = value => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return bytes.toString('hex')
}
const float = hex => Buffer.from(hex, 'hex').readDoubleBE()
const date = v => [v.year, v.month, v.day].map(text)
const time = v => [v.hour, v.minute, v.second, v.nanosecond].map(text)
const map = (object, form) => Object.entries(object).map(([key, value]) => [key, describe(value, form)])

function describe (v, form) {
  if (v === null || typeof v === 'boolean' || typeof v === 'string') return v
  if (typeof v === 'number') return { float: bits(v) }
  if (neo4j.isInt(v)) return { int: text(v) }
  if (v instanceof Int8Array) return { bytes: Buffer.from(v).toString('hex') }
  if (Array.isArray(v)) return v.map(item => describe(item, form))
  if (v instanceof types.Date) return { date: date(v) }
  if (v instanceof types.LocalTime) return { localTime: time(v) }
  if (v instanceof types.Time) return { time: [...time(v), text(v.timeZoneOffsetSeconds)] }
  if (v instanceof types.LocalDateTime) return { localDateTime: [...date(v), ...time(v)] }
  if (v instanceof types.DateTime) {
    return { dateTime: [...date(v), ...time(v), v.timeZoneOffsetSeconds?.toString() ?? null, v.timeZoneId ?? null] }
  }
  if (v instanceof types.Duration) return { duration: [v.months, v.days, v.seconds, v.nanoseconds].map(text) }
  if (v instanceof types.Point) {
    return { point: [text(v.srid), ...[v.x, v.y, v.z].filter(c => c !== undefined).map(bits)] }
  }
  if (v instanceof types.Node) return node(v, form)
  if (v instanceof types.Relationship) return relationship(v, form)
  if (v instanceof types.Path) {
    const nodes = [v.start, ...v.segments.map(segment => segment.end)]
    return {
      path: [
        nodes.map(each => node(each, form)),
        v.segments.map(segment => relationship(segment.relationship, form))
      ]
    }
  }
  if (v instanceof UnboundRelationship || Object.getPrototypeOf(v) !== Object.prototype) {
    throw new Error(`no description of ${v}`)
  }
  return { map: map(v, form) }
}

const node = (v, form) => ({ node: [text(v.identity), v.elementId, v.labels, map(v.properties, form)] })

const relationship = (v, form) => ({
  relationship: [
    text(v.identity), v.elementId, text(v.start), v.startNodeElementId, text(v.end), v.endNodeElementId, v.type,
    map(v.properties, form)
  ]
})

function create (v) {
  if (v === null || typeof v === 'boolean' || typeof v === 'string') return v
  if (Array.isArray(v)) return v.map(create)
  const [[type, content]] = Object.entries(v)
  switch (type) {
    case 'float': return float(content)
    case 'int': return int(content)
    case 'bytes': return new Int8Array(Buffer.from(content, 'hex'))
    case 'map': return Object.fromEntries(content.map(([key, value]) => [key, create(value)]))
    case 'date': return new types.Date(...content.map(n => int(n)))
    case 'localTime': return new types.LocalTime(...content.map(n => int(n)))
    case 'time': return new types.Time(...content.map(n => int(n)))
    case 'localDateTime': return new types.LocalDateTime(...content.map(n => int(n)))
    case 'dateTime': {
      const [offset, id] = content.slice(7)
      return new types.DateTime(...content.slice(0, 7).map(n => int(n)), offset === null ? null : int(offset), id)
    }
    case 'duration': return new types.Duration(...content.map(n => int(n)))
    case 'point': return new types.Point(int(content[0]), ...content.slice(1).map(float))
    default: throw new Error(`no value for ${type}`)
  }
}

for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const request = JSON.parse(line)
  let answer
  try {
    answer = request.op === 'pack' ? pack(request) : unpack(request)
  } catch (error) {
    answer = { error: error.message }
  }
  process.stdout.write(JSON.stringify(answer) + '\n')
}
