import * as vscode from 'vscode';
import type { StepOutcome } from '../../engine/outcome';
import type { BlockId, BlockTracker } from '../../http/document/blockTracker';
import type { Span } from '../../http/problem';
import { decisiveProblem } from '../../messages/blockedMessages';
import { stepReason } from '../../messages/stepReason';
import { failedCheckText } from '../../messages/checkMessages';
import { reopened } from '../../scratchpads/engineScope';
import { describeError } from '../../ui/messages/errorMessages';
import { type CaseResult, decidingStep, judged } from '../../runs/caseResult';
import { documentOf } from '../../scratchpads/parsedDocuments';

/** Why a request of a run did not pass; to be redacted. */
export interface CaseMessage {
	readonly text: string;
	/** Where a check does not hold. */
	readonly expected?: string;
	readonly actual?: string;
	/** The check, else the request; undefined where it was removed meanwhile. */
	readonly place: vscode.Location | undefined;
}

/** One for each check that does not hold or was not run, else the one reason; none where it passed. */
export async function caseMessages(
	{ block, name, outcome }: Pick<CaseResult, 'block' | 'name' | 'outcome'>,
	blocks: BlockTracker,
): Promise<readonly CaseMessage[]> {
	if (outcome === undefined) {
		return [];
	}
	const step = decidingStep({ block, name, outcome });
	const { state, checks } = judged(step.outcome);
	const messages = checks
		.filter(({ kind }) => kind !== 'holds')
		.map(check => {
			const { kind, expected, actual, span } = check;
			const place = placeOf(step.block, span, blocks);
			const told = { text: failedCheckText(check), place };
			return kind === 'fails' ? { ...told, expected, actual } : told;
		});
	if (messages.length > 0 || state === 'passed') {
		return messages;
	}
	return [await reasonOf(step, blocks)];
}

async function reasonOf(step: StepOutcome, blocks: BlockTracker): Promise<CaseMessage> {
	const { block, outcome } = step;
	const text = stepReason(step, describeError);
	const problem = outcome.kind === 'blocked' && outcome.because === 'problems' ? decisiveProblem(outcome) : undefined;
	const document = outcome.kind === 'blocked' && outcome.because === 'problems' && (await reopened(outcome.uri));
	return problem === undefined || document === undefined || document === false
		? { text, place: placeOf(block, noSpan, blocks) }
		: { text, place: locationIn(document, problem.span) };
}

/** Of a check that nobody has written, and of what has none. */
const noSpan: Span = { start: 0, end: 0 };

/** @param span of the check, from the start of its request's text */
function placeOf(block: BlockId, span: Span, blocks: BlockTracker): vscode.Location | undefined {
	const place = blocks.find(block);
	const document = place && documentOf(place.uri);
	if (place === undefined || document === undefined) {
		return undefined;
	}
	const { span: whole, requestLine } = place.block;
	const { start, end } =
		span.end === 0 ? requestLine : { start: whole.start + span.start, end: whole.start + span.end };
	return locationIn(document, { start, end });
}

function locationIn(document: vscode.TextDocument, { start, end }: Span): vscode.Location {
	return new vscode.Location(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)));
}
