import { ParsedBlock } from './block';
import {
	definitionProblems,
	failuresOf,
	nameProblem,
	type PlacedDefinition,
	settledVariables,
	useProblems,
	type Variables,
} from './checks';
import { type Chunk, chunksOf, type Place, placeAt, replaceSegments, segmentsBetween } from './chunks';
import { editedStretch } from './editedStretch';
import { shiftedDefinition } from './definitions';
import type { HttpDocument, RequestBlock, Stretch, VariableDefinition } from './document';
import { NameCounts } from './nameCounts';
import { type Problem, shiftedProblem, type Span } from './problem';
import type { Segment } from './segment';
import { readSegments } from './segments';
import type { VariableFailure, VariableTable } from './variables';

/** Names in a document. One document owns them at a time: the one made by an edit takes them over and brings them up to date. */
interface Names {
	readonly ofRequests: NameCounts;
	readonly used: NameCounts;
}

/** What an edit does not change. */
interface Kept {
	readonly names: Names | undefined;
	readonly variables: Variables | undefined;
	readonly environment: readonly VariableDefinition[];
}

export class ParsedDocument implements HttpDocument {
	readonly length: number;
	private readonly views = new Map<Segment, ParsedBlock>();
	private readonly environment: readonly VariableDefinition[];
	private names: Names | undefined;
	private variablesKept: Variables | undefined;
	private blocksKept: readonly RequestBlock[] | undefined;
	private failuresKept: ReadonlyMap<string, VariableFailure> | undefined;
	private namesakesKept: ReadonlySet<Segment> | undefined;

	constructor(
		private readonly chunks: readonly Chunk[],
		kept: Kept = { names: undefined, variables: undefined, environment: [] },
	) {
		this.length = chunks.reduce((length, chunk) => length + chunk.length, 0);
		this.names = kept.names;
		this.variablesKept = kept.variables;
		this.environment = kept.environment;
	}

	get text(): string {
		return this.chunks.map(({ segments }) => segments.map(({ text }) => text).join('')).join('');
	}

	get blocks(): readonly RequestBlock[] {
		this.blocksKept ??= this.blocksWithin({ start: 0, end: this.length });
		return this.blocksKept;
	}

	get gaps(): readonly Span[] {
		const gaps: Span[] = [];
		this.visit(
			chunk => chunk.requests < chunk.segments.length,
			({ isRequest, text }, start) => {
				if (!isRequest) {
					gaps.push({ start, end: start + text.length });
				}
			},
		);
		return gaps;
	}

	get variables(): readonly VariableDefinition[] {
		return this.definitions().map(({ definition, start }) => shiftedDefinition(definition, start));
	}

	get variableTable(): VariableTable {
		return this.settled.table;
	}

	get problems(): readonly Problem[] {
		const problems: Problem[] = [];
		this.visit(
			chunk => chunk.definers > 0 || chunk.requests < chunk.segments.length,
			(segment, start) => {
				addShifted(segment.definitionProblems, start, problems);
				addShifted(segment.isRequest ? [] : segment.problems, start, problems);
			},
		);
		problems.push(...definitionProblems(this.definitions(), this.settled));
		return problems;
	}

	get allProblems(): readonly Problem[] {
		const problems = [...this.problems];
		this.visit(
			chunk => chunk.requests > 0,
			(segment, start) => {
				if (segment.isRequest) {
					addShifted(this.problemsOf(segment), start, problems);
				}
			},
		);
		return problems;
	}

	stretchAt(offset: number): Stretch | undefined {
		const place = offset < 0 || offset > this.length ? undefined : placeAt(this.chunks, offset);
		if (place === undefined) {
			return undefined;
		}
		const { segment, start, line } = place;
		return { start, text: segment.text, block: segment.isRequest ? this.view(segment, start, line) : undefined };
	}

	blockAt(offset: number): RequestBlock | undefined {
		return this.stretchAt(offset)?.block;
	}

	blocksWithin({ start, end }: Span): readonly RequestBlock[] {
		const blocks: RequestBlock[] = [];
		this.visit(
			({ requests, length }, chunkStart) => requests > 0 && chunkStart <= end && chunkStart + length >= start,
			(segment, segmentStart, line) => {
				if (segment.isRequest && segmentStart <= end && segmentStart + segment.text.length >= start) {
					blocks.push(this.view(segment, segmentStart, line));
				}
			},
		);
		return blocks;
	}

	edited(span: Span, insertion: string): HttpDocument {
		const { environment } = this;
		const stretch = editedStretch(this.chunks, span, insertion);
		return stretch === undefined
			? new ParsedDocument(chunksOf(readSegments(insertion)), { names: undefined, variables: undefined, environment })
			: this.replaced(stretch.from, stretch.to, readSegments(stretch.text));
	}

	inEnvironment(environment: readonly VariableDefinition[]): HttpDocument {
		if (environment === this.environment) {
			return this;
		}
		const { names } = this;
		this.names = undefined;
		return new ParsedDocument(this.chunks, { names, variables: undefined, environment });
	}

	private replaced(from: Place, to: Place, added: readonly Segment[]): HttpDocument {
		const removed = segmentsBetween(this.chunks, from, to);
		const { names } = this;
		this.names = undefined;
		if (names !== undefined) {
			removed.forEach(segment => {
				countNames(segment, names, 'remove');
			});
			added.forEach(segment => {
				countNames(segment, names, 'add');
			});
		}
		const definesNothing = [...removed, ...added].every(({ definitions }) => definitions.length === 0);
		return new ParsedDocument(replaceSegments(this.chunks, from, to, added), {
			names,
			variables: definesNothing ? this.variablesKept : undefined,
			environment: this.environment,
		});
	}

	private view(segment: Segment, start: number, line: number): ParsedBlock {
		const known = this.views.get(segment);
		if (known !== undefined) {
			return known;
		}
		const view = new ParsedBlock(segment, start, line, this);
		this.views.set(segment, view);
		return view;
	}

	/** The problems of a request, those that other segments make included; offsets are those of the segment. */
	problemsOf(segment: Segment): readonly Problem[] {
		const { failures, namesakes } = this;
		const isNamesake = namesakes.size > 0 && namesakes.has(segment);
		if (failures.size === 0 && !isNamesake) {
			return segment.problems;
		}
		return [...segment.problems, ...useProblems(segment, failures), ...(isNamesake ? [nameProblem(segment)] : [])];
	}

	/** Why variables have no value that requests use. */
	private get failures(): ReadonlyMap<string, VariableFailure> {
		this.failuresKept ??= failuresOf(this.counted.used.names, this.settled);
		return this.failuresKept;
	}

	/** The requests whose name another one above has. */
	private get namesakes(): ReadonlySet<Segment> {
		this.namesakesKept ??= this.findNamesakes();
		return this.namesakesKept;
	}

	private findNamesakes(): Set<Segment> {
		const { repeated } = this.counted.ofRequests;
		const found = new Set<Segment>();
		if (repeated.size === 0) {
			return found;
		}
		const seen = new Set<string>();
		this.visit(
			() => true,
			segment => {
				const { name, isRequest } = segment;
				if (isRequest && name !== undefined && repeated.has(name)) {
					if (seen.has(name)) {
						found.add(segment);
					}
					seen.add(name);
				}
			},
		);
		return found;
	}

	private get counted(): Names {
		if (this.names === undefined) {
			const names: Names = { ofRequests: new NameCounts(), used: new NameCounts() };
			this.visit(
				() => true,
				segment => {
					countNames(segment, names, 'add');
				},
			);
			this.names = names;
		}
		return this.names;
	}

	private get settled(): Variables {
		this.variablesKept ??= settledVariables([
			...this.environment,
			...this.definitions().map(({ definition }) => definition),
		]);
		return this.variablesKept;
	}

	private definitions(): PlacedDefinition[] {
		const placed: PlacedDefinition[] = [];
		this.visit(
			chunk => chunk.definers > 0,
			({ definitions }, start) => {
				for (const definition of definitions) {
					placed.push({ definition, start });
				}
			},
		);
		return placed;
	}

	/** Visits the segments of the chunks that are asked for, in the order of the text. */
	private visit(
		isWanted: (chunk: Chunk, start: number) => boolean,
		visitor: (segment: Segment, start: number, line: number) => void,
	): void {
		let chunkStart = 0;
		let chunkLine = 0;
		for (const chunk of this.chunks) {
			if (isWanted(chunk, chunkStart)) {
				let start = chunkStart;
				let line = chunkLine;
				for (const segment of chunk.segments) {
					visitor(segment, start, line);
					start += segment.text.length;
					line += segment.lineBreaks;
				}
			}
			chunkStart += chunk.length;
			chunkLine += chunk.lineBreaks;
		}
	}
}

function addShifted(problems: readonly Problem[], by: number, to: Problem[]): void {
	for (const problem of problems) {
		to.push(shiftedProblem(problem, by));
	}
}

function countNames({ isRequest, name, uses }: Segment, names: Names, change: 'add' | 'remove'): void {
	if (isRequest && name !== undefined) {
		names.ofRequests[change](name);
	}
	for (const use of uses) {
		names.used[change](use);
	}
}
