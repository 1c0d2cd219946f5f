import type { Outcome } from '../engine/outcome';
import { type CaseResult, judged } from '../runs/caseResult';

/** What the program ends with. */
export const exitCodes = {
	ok: 0,
	/** An option, a key or a permission is missing or wrong; nothing was sent. */
	options: 1,
	/** A file cannot be read or written, or a text or a variable is not right. */
	file: 2,
	/** A request was not sent, or what came is no response from Flowlu. */
	notSent: 3,
	/** A check failed, or was not run. */
	check: 4,
	/** SIGINT or SIGTERM. */
	interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What a run ends with. */
export function exitCodeOf(results: readonly CaseResult[]): ExitCode {
	return decisiveCode(results.map(({ state, outcome }) => codeOf(state, outcome)));
}

/** Of several codes the smallest that is no 0: what comes first may be the reason for the rest. */
export function decisiveCode(codes: readonly ExitCode[]): ExitCode {
	return codes.filter(code => code !== exitCodes.ok).toSorted((one, other) => one - other)[0] ?? exitCodes.ok;
}

function codeOf(state: CaseResult['state'], outcome: Outcome | undefined): ExitCode {
	switch (state) {
		case 'passed':
			return exitCodes.ok;
		case 'failed':
		case 'incomplete':
			return exitCodes.check;
		case 'noResponse':
			return exitCodes.notSent;
		case 'cancelled':
			return exitCodes.interrupted;
		case 'notSent':
		case 'skipped': {
			const cause = causeOf(outcome);
			if (cause === undefined) {
				return exitCodes.ok;
			}
			if (cause.kind === 'blocked' || cause.kind === 'declined') {
				return cause.kind === 'blocked' && cause.because === 'problems' ? exitCodes.file : exitCodes.notSent;
			}
			return codeOf(judged(cause).state, undefined);
		}
	}
}

/** What ended a chain of requests of which each needs the one before; undefined where the turn of the first never came. */
function causeOf(outcome: Outcome | undefined): Exclude<Outcome, { kind: 'skipped' | 'ran' }> | undefined {
	if (outcome?.kind === 'skipped') {
		return causeOf(outcome.because.outcome);
	}
	return outcome?.kind === 'ran'
		? causeOf(outcome.steps.find(step => judged(step.outcome).state !== 'passed')?.outcome)
		: outcome;
}
