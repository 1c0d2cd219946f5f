import { sizeOf, type Answer } from './readResponse';

/** How many answers are kept after their documents were closed, and how many bytes they may take together. */
export interface KeepLimits {
	readonly answers: number;
	readonly bytes: number;
}

/** The answers by request block: those whose document is open, and of the others the latest. */
export class KeptAnswers {
	/** Oldest first. */
	private readonly answers = new Map<string, Answer>();

	constructor(
		private readonly limits: KeepLimits,
		private readonly isOpen: (key: string) => boolean,
	) {}

	get(key: string): Answer | undefined {
		return this.answers.get(key);
	}

	/** Keeps an answer in place of the block's earlier one. The newest is kept whatever its size. */
	set(key: string, answer: Answer): void {
		this.answers.delete(key);
		this.answers.set(key, answer);
		this.trim();
	}

	/** Drops what is beyond the limits, the oldest first. */
	trim(): void {
		let count = 0;
		let bytes = 0;
		for (const [key, answer] of [...this.answers].reverse()) {
			if (this.isOpen(key)) {
				continue;
			}
			count++;
			bytes += sizeOf(answer);
			if (count > 1 && (count > this.limits.answers || bytes > this.limits.bytes)) {
				this.answers.delete(key);
			}
		}
	}

	clear(): void {
		this.answers.clear();
	}
}
