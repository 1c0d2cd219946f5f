import type { VariableUse } from '../document/document';
import { skipBlanks, trimEnd } from './lines';
import { type Problem, problemAt } from '../problem';
import type { RecentWords } from './recentWords';

/**
 * Finds `{{name}}` in a text whose stretches are asked for from its start to its end. It remembers the next braces, so
 * that a line without any costs one comparison and a text with an unclosed one is still read only once.
 */
export class VariableUseReader {
	private open: number;
	private close = -1;

	constructor(
		private readonly text: string,
		private readonly words: RecentWords,
	) {
		this.open = this.find('{{', 0);
	}

	/** Adds the uses between the two offsets to `uses`, and the braces that do not close there to `problems`. */
	read(start: number, end: number, uses: VariableUse[], problems: Problem[]): void {
		if (this.open < start) {
			this.open = this.find('{{', start);
		}
		while (this.open < end) {
			this.open = this.find('{{', this.readUse(end, uses, problems));
		}
	}

	/** Returns where to go on. */
	private readUse(end: number, uses: VariableUse[], problems: Problem[]): number {
		const { text } = this;
		// In {{{name}}} the outer braces are text: JSON has them around a value that is a variable.
		while (text.charCodeAt(this.open + 2) === 123) {
			this.open++;
		}
		const nameStart = this.open + 2;
		if (this.close < nameStart) {
			this.close = this.find('}}', nameStart);
		}
		if (this.close + 2 > end) {
			problems.push(problemAt('unclosedVariable', { start: this.open, end }, text.slice(nameStart, end).trim()));
			return end;
		}
		const first = skipBlanks(text, nameStart, this.close);
		uses.push({
			name: this.words.at(first, trimEnd(text, first, this.close)),
			span: { start: this.open, end: this.close + 2 },
		});
		return this.close + 2;
	}

	private find(braces: string, from: number): number {
		const offset = this.text.indexOf(braces, from);
		return offset < 0 ? Infinity : offset;
	}
}
