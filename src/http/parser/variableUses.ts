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

/** A use in a text that is not a document, or a piece of one. */
export interface TextUse {
	readonly name: string;
	readonly start: number;
	readonly end: number;
}

/** The uses of a text, by the rule of {@link VariableUseReader}: the innermost `{{`, to the first `}}` behind it. */
export function usesIn(text: string): readonly TextUse[] {
	const uses: TextUse[] = [];
	for (let open = text.indexOf('{{'); open >= 0;) {
		while (text.charCodeAt(open + 2) === 123) {
			open++;
		}
		const close = text.indexOf('}}', open + 2);
		if (close < 0) {
			break;
		}
		uses.push({ name: text.slice(open + 2, close).trim(), start: open, end: close + 2 });
		open = text.indexOf('{{', close + 2);
	}
	return uses;
}

/** Where a character is first that is not within the braces of a use; -1 where there is none. */
export function indexOutsideUses(text: string, character: string): number {
	if (!text.includes('{{')) {
		return text.indexOf(character);
	}
	return maskUses(text, ' ').indexOf(character);
}

/** The text with the mask in the place of each character of a use: all else stays where it is. */
export function maskUses(text: string, mask: string): string {
	return replaceUses(text, ({ start, end }) => mask.repeat(end - start));
}

/**
 * The text with something else in the place of each use.
 * @param between makes what is put for the text between them
 */
export function replaceUses(
	text: string,
	replacement: (use: TextUse) => string,
	between = (written: string) => written,
): string {
	let replaced = '';
	let offset = 0;
	for (const use of usesIn(text)) {
		replaced += between(text.slice(offset, use.start)) + replacement(use);
		offset = use.end;
	}
	return replaced + between(text.slice(offset));
}

/** Braces as text: `\{\{name\}\}` is sent as `{{name}}`, as httpYac has it. */
export function unescapeBraces(text: string): string {
	return text.includes('\\{\\{') ? text.replace(/\\\{\\\{(?<name>[^{}\\\n]+)\\\}\\\}/gu, '{{$<name>}}') : text;
}

/** The text with its uses as they are, and something else in the place of each stretch around them. */
export function replaceOutsideUses(text: string, replacement: (stretch: string) => string): string {
	return replaceUses(text, ({ start, end }) => text.slice(start, end), replacement);
}
