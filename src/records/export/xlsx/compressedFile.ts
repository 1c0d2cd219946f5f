import type { AsyncFlateStreamHandler, ZipInputFile } from 'fflate/browser';

/** What archives call the only way in which their files are compressed here. */
const deflate = 8;

/** A file of an archive, compressed by the platform: beside what runs here, and five times as fast as in JavaScript. */
export class CompressedFile implements ZipInputFile {
	readonly compression = deflate;
	/** The same records make the same archive: it has no time in it, but the first that it can have, wherever the computer stands. */
	readonly mtime = new Date(1980, 0, 1);
	/** Of what was written. */
	size = 0;
	/** The archive takes what this is given. */
	ondata: AsyncFlateStreamHandler = () => undefined;
	private checksum = -1;
	private readonly writer: ReturnType<CompressionStream['writable']['getWriter']>;
	private writing: Promise<void> = Promise.resolve();
	private readonly reading: Promise<void>;

	/** @param filename with its folders */
	constructor(readonly filename: string) {
		const { readable, writable } = new CompressionStream('deflate-raw');
		this.writer = writable.getWriter();
		this.reading = this.passOn(readable.getReader());
	}

	get crc(): number {
		return ~this.checksum;
	}

	/** Resolves when what came before is compressed: no more than two pieces wait. */
	async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
		this.size += bytes.length;
		this.checksum = checksumOf(bytes, this.checksum);
		await this.writing;
		this.writing = this.writer.write(bytes);
	}

	/** Resolves when the archive has all of it. */
	async end(): Promise<void> {
		await this.writing;
		await this.writer.close();
		await this.reading;
		this.ondata(null, new Uint8Array(), true);
	}

	private async passOn(reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>): Promise<void> {
		for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
			this.ondata(null, piece.value, false);
		}
	}
}

const bytesOfTable = 256;

/** CRC-32 of each byte. */
const table = Int32Array.from({ length: bytesOfTable }, (_, byte) => {
	let value = byte;
	for (let bit = 0; bit < 8; bit++) {
		value = value & 1 ? (value >>> 1) ^ 0xed_b8_83_20 : value >>> 1;
	}
	return value;
});

function checksumOf(bytes: Uint8Array, before: number): number {
	let checksum = before;
	for (const byte of bytes) {
		checksum = (table[(checksum & 0xff) ^ byte] ?? 0) ^ (checksum >>> 8);
	}
	return checksum;
}
