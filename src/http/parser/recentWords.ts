/** Cuts words out of a text. A word that was cut out lately is the same string again: a document names few things often. */
export class RecentWords {
	private readonly recent: string[] = [];
	private cut = 0;

	constructor(private readonly text: string) {}

	at(start: number, end: number): string {
		for (const word of this.recent) {
			if (word.length === end - start && this.text.startsWith(word, start)) {
				return word;
			}
		}
		const word = this.text.slice(start, end);
		this.recent[this.cut++ % 8] = word;
		return word;
	}
}
