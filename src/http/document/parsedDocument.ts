import { ParsedBlock } from './block';
import {
	definitionProblems,
	definitionsIn,
	failuresOf,
	type Others,
	requestProblems,
	settledVariables,
	type Variables,
} from './documentProblems';
import {
	type Chunk,
	chunksOf,
	gapsIn,
	type SegmentPlace,
	placeAt,
	referencesIn,
	replaceSegments,
	segmentsBetween,
	visitSegments,
} from './chunks';
import { editedStretch } from './editedStretch';
import { shiftedDefinition } from '../parser/lineKinds/definitions';
import type {
	HttpDocument,
	Reference,
	RequestBlock,
	RequestForm,
	Stretch,
	Surroundings,
	VariableDefinition,
} from './document';
import { countNames, type Names, namesakesIn, namesIn, titleOf, titlesIn } from './names/names';
import { addShifted, type Problem, type Span } from '../problem';
import type { Segment } from '../parser/segment';
import { readSegments } from '../parser/segments';
import { redefinitions } from './names/redefinitions';
import { knownSendingProblems } from './sendingProblems';
import { noSurroundings } from './surroundings';
import { spanAround } from './spanAround';
import type { VariableTable } from '../build/variables';

/** What an edit does not change. */
interface Cached {
	readonly names: Names | undefined;
	readonly variables: Variables | undefined;
	readonly surroundings: Surroundings;
}

const hasRequests = ({ requests }: Chunk): boolean => requests > 0;

export class ParsedDocument implements HttpDocument {
	readonly length: number;
	private readonly views = new Map<Segment, ParsedBlock>();
	private readonly surroundings: Surroundings;
	private names: Names | undefined;
	private cachedVariables: Variables | undefined;
	private cachedBlocks: readonly RequestBlock[] | undefined;
	private cachedOthers: Others | undefined;
	private cachedTitles: ReadonlyMap<string, number> | undefined;

	constructor(
		private readonly chunks: readonly Chunk[],
		cached: Cached = { names: undefined, variables: undefined, surroundings: noSurroundings },
	) {
		this.length = chunks.reduce((length, chunk) => length + chunk.length, 0);
		this.names = cached.names;
		this.cachedVariables = cached.variables;
		this.surroundings = cached.surroundings;
	}

	get text(): string {
		return this.chunks.map(({ segments }) => segments.map(({ text }) => text).join('')).join('');
	}

	get blocks(): readonly RequestBlock[] {
		this.cachedBlocks ??= this.blocksWithin({ start: 0, end: this.length });
		return this.cachedBlocks;
	}

	get gaps(): readonly Span[] {
		return gapsIn(this.chunks);
	}

	get variables(): readonly VariableDefinition[] {
		return definitionsIn(this.chunks).map(({ definition, start }) => shiftedDefinition(definition, start));
	}

	get references(): readonly Reference[] {
		return referencesIn(this.chunks);
	}

	get variableTable(): VariableTable {
		return this.settled.table;
	}

	get problems(): readonly Problem[] {
		const problems: Problem[] = [];
		visitSegments(
			this.chunks,
			chunk => chunk.definers > 0 || chunk.requests < chunk.segments.length,
			(segment, start) => {
				addShifted(segment.definitionProblems, start, problems);
				addShifted(segment.isRequest ? [] : segment.problems, start, problems);
			},
		);
		return problems.concat(definitionProblems(definitionsIn(this.chunks), this.settled, this.isRequest));
	}

	get allProblems(): readonly Problem[] {
		const problems = [...this.problems];
		visitSegments(this.chunks, hasRequests, (segment, start, line) => {
			if (segment.isRequest) {
				addShifted(this.problemsOf(segment, start), start, problems);
				addShifted(this.sendingProblemsAt(segment, start, line), start, problems);
			}
		});
		return problems;
	}

	get unknownSendingProblems(): readonly (() => void)[] {
		const { sendingProblems: known } = this.settled;
		const unknown: (() => void)[] = [];
		visitSegments(this.chunks, hasRequests, (segment, start, line) => {
			if (segment.isRequest && !known.has(segment)) {
				unknown.push(() => this.sendingProblemsAt(segment, start, line));
			}
		});
		return unknown;
	}

	get requestNames(): readonly string[] {
		return [...this.counted.ofRequests.names];
	}

	get knownRequests(): readonly string[] {
		return [...new Set([...this.requestNames, ...this.surroundings.requests])];
	}

	get titles(): ReadonlyMap<string, number> {
		return titlesIn(this.chunks);
	}

	get knownTitles(): ReadonlyMap<string, number> {
		this.cachedTitles ??= new Map([...this.surroundings.titles, ...this.titles]);
		return this.cachedTitles;
	}

	named(wanted: string): RequestBlock | undefined {
		return this.counted.ofRequests.has(wanted) ? this.find(({ name }) => name === wanted)[0] : undefined;
	}

	titled(wanted: string): readonly RequestBlock[] {
		return this.find(segment => titleOf(segment) === wanted);
	}

	blocksOf(wanted: Exclude<RequestForm, 'plain'>): readonly RequestBlock[] {
		return this.find(
			({ form }) => form === wanted,
			chunk => chunk.statements > 0,
		);
	}

	stretchAt(offset: number): Stretch | undefined {
		const place = offset < 0 || offset > this.length ? undefined : placeAt(this.chunks, offset);
		if (place === undefined) {
			return undefined;
		}
		const { segment, start, line } = place;
		const { text, account, key } = segment;
		return { start, text, account, key, block: segment.isRequest ? this.view(segment, start, line) : undefined };
	}

	blockAt(offset: number): RequestBlock | undefined {
		return this.stretchAt(offset)?.block;
	}

	blocksWithin({ start, end }: Span): readonly RequestBlock[] {
		const blocks: RequestBlock[] = [];
		visitSegments(
			this.chunks,
			({ requests, length }, chunkStart) => requests > 0 && chunkStart <= end && chunkStart + length >= start,
			(segment, segmentStart, line) => {
				if (segment.isRequest && segmentStart <= end && segmentStart + segment.text.length >= start) {
					blocks.push(this.view(segment, segmentStart, line));
				}
			},
		);
		return blocks;
	}

	spanAround(offset: number, most: number): Span {
		return spanAround(this.chunks, offset, most);
	}

	edited(span: Span, insertion: string): HttpDocument {
		const { surroundings } = this;
		const stretch = editedStretch(this.chunks, span, insertion);
		return stretch === undefined
			? new ParsedDocument(chunksOf(readSegments(insertion)), { names: undefined, variables: undefined, surroundings })
			: this.replaced(stretch.from, stretch.to, readSegments(stretch.text));
	}

	within(surroundings: Surroundings): HttpDocument {
		if (surroundings === this.surroundings) {
			return this;
		}
		const { names } = this;
		this.names = undefined;
		return new ParsedDocument(this.chunks, { names, variables: undefined, surroundings });
	}

	private replaced(from: SegmentPlace, to: SegmentPlace, added: readonly Segment[]): HttpDocument {
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
			variables: definesNothing ? this.cachedVariables : undefined,
			surroundings: this.surroundings,
		});
	}

	private find(isWanted: (segment: Segment) => boolean, mayHaveIt = hasRequests): RequestBlock[] {
		const found: RequestBlock[] = [];
		visitSegments(this.chunks, mayHaveIt, (segment, start, line) => {
			if (segment.isRequest && isWanted(segment)) {
				found.push(this.view(segment, start, line));
			}
		});
		return found;
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

	/** The problems of a request, those that other segments make included; offsets are those of the segment, which starts at `start`. */
	problemsOf(segment: Segment, start: number): readonly Problem[] {
		return requestProblems(segment, start, this.others);
	}

	private sendingProblemsAt(segment: Segment, start: number, line: number): readonly Problem[] {
		// What is read for it is not kept.
		return this.sendingProblemsOf(segment, new ParsedBlock(segment, start, line, this));
	}

	sendingProblemsOf(segment: Segment, block: RequestBlock): readonly Problem[] {
		return knownSendingProblems(this, block, segment, this.settled.sendingProblems);
	}

	/** What requests depend on. */
	private get others(): Others {
		this.cachedOthers ??= {
			failures: failuresOf(this.counted.used.names, this.settled, this.isRequest),
			namesakes: namesakesIn(this.chunks, this.counted.ofRequests),
			redefinitions: redefinitions(definitionsIn(this.chunks), this.settled),
			isRequest: this.isRequest,
			countTitled: title => this.knownTitles.get(title) ?? 0,
		};
		return this.cachedOthers;
	}

	private readonly isRequest = (name: string): boolean =>
		this.counted.ofRequests.has(name) || this.surroundings.requests.has(name);

	private get counted(): Names {
		this.names ??= namesIn(this.chunks);
		return this.names;
	}

	private get settled(): Variables {
		this.cachedVariables ??= settledVariables([
			...this.surroundings.variables,
			...definitionsIn(this.chunks).map(({ definition }) => definition),
		]);
		return this.cachedVariables;
	}
}
