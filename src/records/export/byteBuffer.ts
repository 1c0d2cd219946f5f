/** Bytes that are added to one another; it grows as needed and is used again for the next page. */
export class ByteBuffer {
	private bytes = new Uint8Array(256_000);
	/** Of what was added since the last call of `take`. */
	length = 0;

	add(byte: number): void {
		this.makeRoom(1);
		this.bytes[this.length++] = byte;
	}

	addBytes(from: Uint8Array, start = 0, end = from.length): void {
		this.makeRoom(end - start);
		const { bytes } = this;
		let { length } = this;
		// Cells are short: a view for each would cost more than copying it.
		for (let index = start; index < end; index++) {
			bytes[length++] = from[index] ?? 0;
		}
		this.length = length;
	}

	addText(text: string): void {
		this.addBytes(new TextEncoder().encode(text));
	}

	/** A copy of what was added since the last call. */
	take(): Uint8Array<ArrayBuffer> {
		const taken = this.bytes.slice(0, this.length);
		this.length = 0;
		return taken;
	}

	private makeRoom(more: number): void {
		if (this.length + more > this.bytes.length) {
			const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
			larger.set(this.bytes.subarray(0, this.length));
			this.bytes = larger;
		}
	}
}
