import type { Answered, Blocked, StepOutcome } from '../../engine/outcome';
import { UnexpectedResponseError } from '../../flowlu/responses/flowluErrors';
import type { CheckResult } from '../../exchanges/checks/checkResult';
import type { BlockId, BlockTracker } from '../../http/document/blockTracker';
import type { HttpDocument } from '../../http/document/document';
import { blockedMessage, decisiveProblem } from '../../messages/blockedMessages';
import { checkFailureText } from '../../messages/checkMessages';
import { describeFault } from '../../messages/faultMessages';
import { type CaseResult, decidingStep, judged } from '../../runs/caseResult';
import { terminalWords } from '../terminalWords';

/** A place in a document as people count: both from 1. */
export interface LinePlace {
	readonly uri: string;
	readonly line: number;
	readonly column: number;
}

/** Something that is wrong with a case. */
export interface Finding {
	readonly kind: 'check' | 'reason';
	readonly place: LinePlace;
	/** The check as it is written, `?? status == 200`; else why there is no response of use. */
	readonly message: string;
	/** Of a check that fails. */
	readonly expected?: string;
	readonly actual?: string;
}

/** Where findings look up places and reasons. */
export interface FindingSource {
	readonly blocks: Pick<BlockTracker, 'find'>;
	document(uri: string): HttpDocument | undefined;
	/** Why a request was declined. */
	reasonOf(block: BlockId): string | undefined;
}

/** What is wrong with a case that did not pass; nothing where its turn never came. */
export function findingsOf(result: CaseResult, source: FindingSource): readonly Finding[] {
	const { outcome, block } = result;
	if (result.state === 'passed' || outcome === undefined) {
		return [];
	}
	return findingsOfStep({ block, name: '', outcome }, source);
}

/** What was expected and what came, each on a line of its own; none where nothing was compared. */
export function comparisonLines({ expected, actual }: Pick<Finding, 'expected' | 'actual'>): readonly string[] {
	return expected === undefined
		? []
		: [`expected  ${expected}`, `got       ${actual === '' ? 'nothing' : (actual ?? '')}`];
}

/** Of what is sent within or before another one, that which ended it. */
function findingsOfStep(step: StepOutcome, source: FindingSource): readonly Finding[] {
	const { block, name, outcome } = decidingStep(step);
	const at = (message: string, place = placeOf(block, source)): Finding => ({
		kind: 'reason',
		place,
		message: name === '' ? message : `${name}: ${message}`,
	});
	switch (outcome.kind) {
		case 'answered':
			return findingsOfResponse(block, outcome, source);
		case 'saved':
		case 'ran':
			return [];
		case 'blocked':
			return [at(terminalWords(blockedMessage(outcome)), problemPlace(outcome, source))];
		case 'declined':
			return [at(source.reasonOf(block) ?? 'Not sent.')];
		case 'cancelled':
			return [at('Cancelled.')];
		case 'failed':
			return [at(terminalWords(describeFault(outcome.error)))];
		case 'skipped':
			return findingsOfStep(outcome.because, source);
	}
}

function findingsOfResponse(block: BlockId, answered: Answered, source: FindingSource): readonly Finding[] {
	const { checks, state } = judged(answered);
	const { envelope, status } = answered;
	const findings = checks
		.filter(({ kind }) => kind !== 'holds')
		.map((check): Finding => {
			const place = checkPlace(block, check.span, source);
			return check.kind === 'notRun'
				? { kind: 'check', place, message: `?? ${check.text}: ${checkFailureText(check)}` }
				: { kind: 'check', place, message: `?? ${check.text}`, expected: check.expected, actual: check.actual };
		});
	if (state === 'noResponse' && envelope.kind === 'unknown') {
		const error = new UnexpectedResponseError(envelope.reason, status, envelope.content);
		return [
			{ kind: 'reason', place: placeOf(block, source), message: terminalWords(describeFault(error)) },
			...findings,
		];
	}
	return findings;
}

/** A check that is meant and nowhere written is that of the request line. */
function checkPlace(id: BlockId, { start, end }: CheckResult['span'], source: FindingSource): LinePlace {
	const place = source.blocks.find(id);
	return place === undefined || end === 0
		? placeOf(id, source)
		: linePlace(place.uri, place.document, place.block.span.start + start);
}

function problemPlace(blocked: Blocked, source: FindingSource): LinePlace | undefined {
	const problem = blocked.because === 'problems' ? decisiveProblem(blocked) : undefined;
	const uri = blocked.because === 'problems' ? blocked.uri : '';
	const document = source.document(uri);
	return problem && document && linePlace(uri, document, problem.span.start);
}

function placeOf(id: BlockId, { blocks }: FindingSource): LinePlace {
	const place = blocks.find(id);
	return { uri: place?.uri ?? '', line: (place?.block.lines.request ?? 0) + 1, column: 1 };
}

/** @param offset in UTF-16 code units */
function linePlace(uri: string, document: HttpDocument, offset: number): LinePlace {
	const starts = lineStartsOf(document);
	let [low, high] = [0, starts.length];
	while (high - low > 1) {
		const middle = (low + high) >> 1;
		[low, high] = (starts[middle] ?? 0) <= offset ? [middle, high] : [low, middle];
	}
	return { uri, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

const lineStarts = new WeakMap<HttpDocument, readonly number[]>();

/** Found once for a document: it may have thousands of checks that fail. */
function lineStartsOf(document: HttpDocument): readonly number[] {
	const known = lineStarts.get(document);
	if (known !== undefined) {
		return known;
	}
	const ends = Array.from(document.text.matchAll(/\r\n|[\r\n]/gu), ({ index, 0: end }) => index + end.length);
	const starts = [0, ...ends];
	lineStarts.set(document, starts);
	return starts;
}
