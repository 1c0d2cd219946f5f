import type { JsonText } from '../../json/jsonText';
import { compactJson } from '../../json/values';
import type { ListItem } from '../listItems';
import { ByteBuffer } from './byteBuffer';
import type { RecordWriter } from './recordWriter';

const lineFeed = 0x0a;

/** A record a line, as it came; one that stands in several lines is written in one. */
export class NdjsonWriter implements RecordWriter {
	readonly state = {};
	private readonly out = new ByteBuffer();

	write(json: JsonText, items: readonly ListItem[]): Uint8Array {
		for (const item of items) {
			if (hasLineFeed(json.bytes, item)) {
				this.out.addText(compactJson(json, item));
			} else {
				this.out.addBytes(json.bytes, item.start, item.end);
			}
			this.out.add(lineFeed);
		}
		return this.out.take();
	}

	end(): Uint8Array {
		return new Uint8Array();
	}
}

/** One array of all records, each as it came. */
export class JsonArrayWriter implements RecordWriter {
	private readonly out = new ByteBuffer();

	/** @param hasRecords of a file that is written on */
	constructor(private hasRecords = false) {}

	get state(): { readonly hasRecords: boolean } {
		return { hasRecords: this.hasRecords };
	}

	write({ bytes }: JsonText, items: readonly ListItem[]): Uint8Array {
		for (const { start, end } of items) {
			this.out.addText(this.hasRecords ? ',\n' : '[\n');
			this.out.addBytes(bytes, start, end);
			this.hasRecords = true;
		}
		return this.out.take();
	}

	end(): Uint8Array {
		return new TextEncoder().encode(this.hasRecords ? '\n]\n' : '[]\n');
	}
}

function hasLineFeed(bytes: Uint8Array, { start, end }: ListItem): boolean {
	// A view costs less than looking through the page up to the next one, which may have none.
	return bytes.subarray(start, end).includes(lineFeed);
}
