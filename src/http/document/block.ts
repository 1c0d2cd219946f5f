import type {
	BlockLines,
	Body,
	Header,
	Metadata,
	Reference,
	RequestBlock,
	RequestForm,
	RequestParts,
	RunStatement,
	VariableUse,
} from './document';
import { type Problem, shiftedProblem, shiftedSpan, type Span } from '../problem';
import { targetText } from '../parser/lineKinds/requestLine';
import { readDetails, type Segment } from '../parser/segment';
import { headingOf } from '../parser/lineKinds/separators';

interface ProblemSource {
	/** The offsets are those of the segment, which starts at `start`. */
	problemsOf(segment: Segment, start: number): readonly Problem[];
	/** So are these. */
	sendingProblemsOf(segment: Segment, block: RequestBlock): readonly Problem[];
}

/** A segment where it stands; offsets are added up as they are asked for. */
export class ParsedBlock implements RequestBlock {
	private cachedParts: RequestParts | undefined;

	constructor(
		private readonly segment: Segment,
		private readonly start: number,
		private readonly line: number,
		private readonly source: ProblemSource,
	) {}

	get text(): string {
		return this.segment.text;
	}

	get span(): Span {
		return this.shifted({ start: 0, end: this.segment.text.length });
	}

	get requestLine(): Span {
		return this.shifted(this.segment);
	}

	get targetSpan(): Span {
		return this.shifted({ start: this.segment.targetStart, end: this.segment.targetEnd });
	}

	get lines(): BlockLines {
		const { segment, line } = this;
		return {
			first: line,
			lastFilled: line + segment.lastFilledLine,
			request: line + segment.line,
			body:
				segment.bodyStart < 0 ? undefined : { first: line + segment.bodyFirstLine, last: line + segment.bodyLastLine },
		};
	}

	get form(): RequestForm {
		return this.segment.form;
	}

	get name(): string | undefined {
		return this.segment.name;
	}

	get account(): string | undefined {
		return this.segment.account;
	}

	get key(): string | undefined {
		return this.segment.key;
	}

	get method(): string {
		return this.segment.method;
	}

	get target(): string {
		const { text, targetStart, targetEnd } = this.segment;
		return targetText(text.slice(targetStart, targetEnd));
	}

	get parts(): RequestParts {
		this.cachedParts ??= partsOf(this.segment);
		return this.cachedParts;
	}

	get title(): string | undefined {
		const { text } = this.segment;
		const heading = headingOf(text);
		if (heading !== undefined) {
			return text.slice(heading.start, heading.end);
		}
		// An outline asks all blocks.
		return /title/iu.test(text) ? this.parts.title : undefined;
	}

	get headers(): readonly Header[] {
		return this.parts.headers.map(({ name, value }) => ({ name: this.shifted(name), value: this.shifted(value) }));
	}

	get body(): Body | undefined {
		const { body } = this.parts;
		return (
			body && {
				kind: body.kind,
				span: this.shifted(body.span),
				comments: body.comments.map(comment => this.shifted(comment)),
				files: body.files.map(({ span, pathSpan, encoding }) => ({
					span: this.shifted(span),
					pathSpan: this.shifted(pathSpan),
					encoding,
				})),
			}
		);
	}

	get metadata(): readonly Metadata[] {
		return this.parts.metadata.map(({ name, value, span, nameSpan, valueSpan }) => ({
			name,
			value,
			span: this.shifted(span),
			nameSpan: this.shifted(nameSpan),
			valueSpan: this.shifted(valueSpan),
		}));
	}

	get uses(): readonly VariableUse[] {
		return this.parts.uses.map(({ name, span }) => ({ name, span: this.shifted(span) }));
	}

	get references(): readonly Reference[] {
		return this.segment.references.map(reference => ({ ...reference, span: this.shifted(reference.span) }));
	}

	get runs(): readonly RunStatement[] {
		return this.parts.runs.map(({ reference, overrides }) => ({
			reference: { ...reference, span: this.shifted(reference.span) },
			overrides: overrides.map(({ name, nameSpan, valueSpan }) => ({
				name,
				nameSpan: this.shifted(nameSpan),
				valueSpan: this.shifted(valueSpan),
			})),
		}));
	}

	get checks(): readonly Span[] {
		return this.parts.checks.map(check => this.shifted(check));
	}

	get problems(): readonly Problem[] {
		return this.source.problemsOf(this.segment, this.start).map(problem => shiftedProblem(problem, this.start));
	}

	get sendingProblems(): readonly Problem[] {
		return this.source.sendingProblemsOf(this.segment, this).map(problem => shiftedProblem(problem, this.start));
	}

	private shifted(span: Span): Span {
		return shiftedSpan(span, this.start);
	}
}

function partsOf(segment: Segment): RequestParts {
	const { text, targetStart, targetEnd, bodyStart, bodyEnd } = segment;
	const { bodyKind, uses, details } = readDetails(segment);
	const { title, headers, metadata, comments, files, runs, checks } = details;
	return {
		text,
		target: targetText(text.slice(targetStart, targetEnd)),
		title: title && text.slice(title.start, title.end),
		headers,
		body: bodyStart < 0 ? undefined : { kind: bodyKind, span: { start: bodyStart, end: bodyEnd }, comments, files },
		metadata,
		uses,
		runs,
		checks,
	};
}
