import type { WorkBudget } from '../workBudget';

/** What an expression consists of, in the order in which it is carried out. Numbers are indexes of instructions. */
type Instruction =
	| { readonly kind: 'character'; readonly is: (character: string) => boolean }
	| { readonly kind: 'fork'; readonly to: readonly number[] }
	| { readonly kind: 'start' | 'end' | 'match' };

/** A part of an expression, as instructions that count from its own start. */
type Part = readonly Instruction[];

/** An expression that is ready to be looked for. */
export interface IRegexp {
	readonly instructions: readonly Instruction[];
}

/** In UTF-16 code units. */
const maxPatternLength = 1000;

/** Repetitions are written out: `(a{9}){9}` has 81 instructions. */
const maxInstructions = 2000;

/** Thrown and caught within this file. */
class NoIRegexp extends Error {}

/**
 * Reads an I-Regexp (RFC 9485), with `^` and `$` as anchors, which the tests of RFC 9535 expect. Undefined where the text is none, or is too large.
 */
export function readIRegexp(pattern: string, budget: WorkBudget): IRegexp | undefined {
	if (pattern.length > maxPatternLength) {
		return undefined;
	}
	try {
		const reader = new PatternReader(pattern);
		const part = reader.readAlternatives();
		// It is read anew for each value, as a text may bring its own.
		budget.spend(pattern.length * 10 + part.length);
		return reader.isAtEnd ? { instructions: [...part, { kind: 'match' }] } : undefined;
	} catch (error) {
		if (error instanceof NoIRegexp) {
			return undefined;
		}
		throw error;
	}
}

/** Turns a pattern into instructions, as Thompson did. It recurses once per bracket of a pattern whose length is bounded. */
class PatternReader {
	private at = 0;

	constructor(private readonly pattern: string) {}

	get isAtEnd(): boolean {
		return this.at >= this.pattern.length;
	}

	readAlternatives(): Part {
		let part = this.readBranch();
		while (this.take('|')) {
			part = either(part, this.readBranch());
		}
		return part;
	}

	private readBranch(): Part {
		let branch: Part = [];
		while (!this.isAtEnd && !/[|)]/u.test(this.pattern.charAt(this.at))) {
			branch = joined(branch, this.readPiece());
		}
		return branch;
	}

	private readPiece(): Part {
		const atom = this.readAtom();
		const quantifier = /[*+?]|\{(?<from>\d{1,4})(?<open>,(?<to>\d{1,4})?)?\}/uy;
		quantifier.lastIndex = this.at;
		const found = quantifier.exec(this.pattern);
		if (found === null) {
			return atom;
		}
		this.at = quantifier.lastIndex;
		switch (found[0]) {
			case '*':
				return many(atom);
			case '+':
				return joined(atom, many(atom));
			case '?':
				return either(atom, []);
			default: {
				const { from = '', open, to } = found.groups ?? {};
				return repeated(
					atom,
					Number(from),
					open === undefined ? Number(from) : to === undefined ? undefined : Number(to),
				);
			}
		}
	}

	private readAtom(): Part {
		if (this.take('(')) {
			const group = this.readAlternatives();
			if (!this.take(')')) {
				throw new NoIRegexp();
			}
			return group;
		}
		if (this.take('^')) {
			return [{ kind: 'start' }];
		}
		if (this.take('$')) {
			return [{ kind: 'end' }];
		}
		const atom = /\.|\[(?:[^\\\]]|\\.)*\]|\\(?:[pP]\{\w{1,2}\}|[(-+\-.?[-^nrt{-}])|[^\\()*+.?[\]{}|]/suy;
		atom.lastIndex = this.at;
		const [text] = atom.exec(this.pattern) ?? [];
		if (text === undefined) {
			throw new NoIRegexp();
		}
		this.at = atom.lastIndex;
		return [{ kind: 'character', is: characterTest(text) }];
	}

	private take(character: string): boolean {
		const found = this.pattern.startsWith(character, this.at);
		this.at += found ? 1 : 0;
		return found;
	}
}

/** @param text one character, an escape or a class, which mean to JavaScript what they mean here */
function characterTest(text: string): (character: string) => boolean {
	if (text === '.') {
		return character => character !== '\n' && character !== '\r';
	}
	if (!/^[[\\]/u.test(text) || text === '\\-') {
		return character => character === text.slice(-1) || character === text;
	}
	try {
		const expression = new RegExp(`^${text}$`, 'u');
		return character => expression.test(character);
	} catch {
		throw new NoIRegexp();
	}
}

function bounded(part: Part): Part {
	if (part.length > maxInstructions) {
		throw new NoIRegexp();
	}
	return part;
}

function moved(part: Part, by: number): Part {
	return part.map(instruction =>
		instruction.kind === 'fork' ? { kind: 'fork', to: instruction.to.map(index => index + by) } : instruction,
	);
}

function either(one: Part, other: Part): Part {
	const second = one.length + 2;
	const end = second + other.length;
	return bounded([
		{ kind: 'fork', to: [1, second] },
		...moved(one, 1),
		{ kind: 'fork', to: [end] },
		...moved(other, second),
	]);
}

function many(part: Part): Part {
	const end = part.length + 2;
	return bounded([{ kind: 'fork', to: [1, end] }, ...moved(part, 1), { kind: 'fork', to: [0] }]);
}

function repeated(part: Part, from: number, to: number | undefined): Part {
	const pieces = Array.from({ length: Math.max(from, to ?? 0) }, (_, index) =>
		index < from ? part : either(part, []),
	);
	let whole: Part = [];
	for (const piece of to === undefined ? [...pieces, many(part)] : to < from ? [] : pieces) {
		whole = joined(whole, piece);
	}
	return whole;
}

function joined(before: Part, after: Part): Part {
	return bounded([...before, ...moved(after, before.length)]);
}

/**
 * Whether the expression is in the text, or is the whole text: all ways to go on are followed at once, so that the time is that of the text times
 * the expression at most.
 * @throws TooMuchWork
 */
export function isFound(
	{ instructions }: IRegexp,
	text: string,
	{ isWhole, budget }: { readonly isWhole: boolean; readonly budget: WorkBudget },
): boolean {
	budget.spend(text.length);
	const characters = Array.from(text);
	let threads: number[] = [];
	for (let at = 0; at <= characters.length; at++) {
		const isStart = at === 0;
		const isEnd = at === characters.length;
		const reached = reach(instructions, isStart || !isWhole ? [...threads, 0] : threads, { isStart, isEnd });
		budget.spend(reached.length * 10 + 1);
		if ((isEnd || !isWhole) && reached.some(index => instructions[index]?.kind === 'match')) {
			return true;
		}
		const character = characters[at] ?? '';
		threads = reached.flatMap(index => {
			const instruction = instructions[index];
			return !isEnd && instruction?.kind === 'character' && instruction.is(character) ? [index + 1] : [];
		});
	}
	return false;
}

/** The instructions that can be next without a further character, each once. */
function reach(
	instructions: readonly Instruction[],
	from: readonly number[],
	{ isStart, isEnd }: { readonly isStart: boolean; readonly isEnd: boolean },
): number[] {
	const seen = new Set<number>();
	const waiting = [...from];
	for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
		if (seen.has(index)) {
			continue;
		}
		seen.add(index);
		const instruction = instructions[index];
		if (instruction?.kind === 'fork') {
			for (const next of instruction.to) {
				waiting.push(next);
			}
		} else if ((instruction?.kind === 'start' && isStart) || (instruction?.kind === 'end' && isEnd)) {
			waiting.push(index + 1);
		}
	}
	return [...seen];
}
