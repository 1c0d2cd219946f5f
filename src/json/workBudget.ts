/** Thrown where finding a value would take more work than there is time for. */
export class TooMuchWork extends Error {
	override readonly name = 'TooMuchWork';
}

/**
 * How much may be looked at, whatever a path and a text demand together. It is counted and not timed, so that the same path finds the same on every
 * machine. A million units take about a tenth of a second.
 */
export class WorkBudget {
	/** @param whole the budget that this one is a part of */
	constructor(
		private left: number,
		private readonly whole?: WorkBudget,
	) {}

	/** @throws TooMuchWork */
	spend(units: number): void {
		this.left -= units;
		if (this.left < 0) {
			throw new TooMuchWork();
		}
		this.whole?.spend(units);
	}
}
