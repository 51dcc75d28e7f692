import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip archive, and what is to be wrong with it. */
export interface ZipPart {
  readonly name: string;
  readonly data: Buffer | string;
  readonly stored?: boolean;
  /** Said to be of this size. */
  readonly size?: number;
  readonly crc?: number;
  readonly flags?: number;
  readonly method?: number;
  /** Mode of a Unix file. */
  readonly mode?: number;
  /** Sizes and offset stand in the extra field of zip64. */
  readonly zip64?: boolean;
  /** Uses the bytes of the entry before this one. */
  readonly shared?: boolean;
}

const utf8_names = 0x800;

function packed(part: ZipPart) {
  const data = Buffer.from(part.data);
  const body = part.stored === true ? data : deflateRawSync(data);
  const name = Buffer.from(part.name);
  const method = part.method ?? (part.stored === true ? 0 : 8);
  return { ...part, name, body, method, size: part.size ?? data.length, crc: part.crc ?? crc32(data) };
}

type Packed = ReturnType<typeof packed>;

function fields(part: Packed, extra: number): Buffer {
  const bytes = Buffer.alloc(26);
  const long = part.zip64 === true;
  bytes.writeUInt16LE(long ? 45 : 20, 0);
  bytes.writeUInt16LE((part.flags ?? 0) | utf8_names, 2);
  bytes.writeUInt16LE(part.method, 4);
  bytes.writeUInt32LE(part.crc, 10);
  bytes.writeUInt32LE(long ? 0xffffffff : part.body.length, 14);
  bytes.writeUInt32LE(long ? 0xffffffff : part.size, 18);
  bytes.writeUInt16LE(part.name.length, 22);
  bytes.writeUInt16LE(extra, 24);
  return bytes;
}

function directoryOf(part: Packed, offset: number): Buffer {
  const extra = Buffer.alloc(part.zip64 === true ? 28 : 0);
  if (part.zip64 === true) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    extra.writeBigUInt64LE(BigInt(part.size), 4);
    extra.writeBigUInt64LE(BigInt(part.body.length), 12);
    extra.writeBigUInt64LE(BigInt(offset), 20);
  }
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(((part.mode ?? 0o100644) << 16) >>> 0, 6);
  rest.writeUInt32LE(part.zip64 === true ? 0xffffffff : offset, 10);
  return Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), fields(part, extra.length), rest, part.name, extra]);
}

/** A zip archive, made by hand so that it can be as wrong as is wanted. */
export function zipOf(...parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let length = 0;
  let offset = 0;
  for (const part of parts.map(packed)) {
    if (part.shared !== true) {
      const body = Buffer.concat([Buffer.from('PK\x03\x04'), fields(part, 0), part.name, part.body]);
      offset = length;
      length += body.length;
      bodies.push(body);
    }
    directory.push(directoryOf(part, offset));
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(length, 16);
  return Buffer.concat([...bodies, listed, end]);
}
