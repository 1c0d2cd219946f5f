/** Whole numbers from 0 to 2³²−1 in a row that grows, four bytes each. */
export class GrowingNumbers {
	private numbers = new Uint32Array(1024);
	private count = 0;

	get length(): number {
		return this.count;
	}

	push(number: number): void {
		if (this.count === this.numbers.length) {
			const larger = new Uint32Array(2 * this.count);
			larger.set(this.numbers);
			this.numbers = larger;
		}
		this.numbers[this.count++] = number;
	}

	/** 0 beyond the last. */
	at(index: number): number {
		return index < this.count ? (this.numbers[index] ?? 0) : 0;
	}
}
