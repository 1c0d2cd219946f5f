import { type Answered, isDecided, type Outcome, type StepOutcome } from '../engine/outcome';
import type { CheckResult } from '../exchanges/checks/checkResult';
import type { BlockId } from '../http/document/blockTracker';

/**
 * What a run says of one request. `failed`: a check does not hold, or nobody expected the error. `incomplete`: a check could not be run.
 * `noResponse`: none came, or none of Flowlu. `notSent`: why, the outcome tells. `skipped`: what it needs did not succeed, or the run had stopped before.
 */
export type CaseState = 'passed' | 'failed' | 'incomplete' | 'noResponse' | 'notSent' | 'skipped' | 'cancelled';

/** One request of a run, or one row of it. */
export interface CaseResult {
	readonly block: BlockId;
	/** Of the document. */
	readonly uri: string;
	/** Of the request line when the run began, the first one is 0. */
	readonly line: number;
	/** What people call the request. */
	readonly name: string;
	/** What the row is called by that it was sent for, where it is sent for each row of a file. */
	readonly row?: string;
	readonly state: CaseState;
	/** From the moment it left the queue until the last byte of the response; undefined where there is none. */
	readonly milliseconds?: number;
	/** HTTP status of the response. */
	readonly status?: number;
	/** Its own, and `ok` where it says nothing of the outcome itself. */
	readonly checks: readonly CheckResult[];
	/** Undefined where its turn never came. */
	readonly outcome: Outcome | undefined;
}

/** What a run makes of an outcome: a response that is an error, or none of Flowlu, passes only where the request says so. */
export function judged(outcome: Outcome): Pick<CaseResult, 'state' | 'checks' | 'milliseconds' | 'status'> {
	switch (outcome.kind) {
		case 'answered':
			return judgedResponse(outcome);
		case 'saved': {
			const { status, milliseconds } = outcome;
			return { state: outcome.checks === 0 ? 'passed' : 'incomplete', checks: [], status, milliseconds };
		}
		case 'ran':
			return judgedSteps(outcome);
		case 'blocked':
		case 'declined':
			return { state: 'notSent', checks: [] };
		case 'failed':
			return { state: 'noResponse', checks: [] };
		case 'skipped':
		case 'cancelled':
			return { state: outcome.kind, checks: [] };
	}
}

function judgedResponse(answered: Answered): ReturnType<typeof judged> {
	const { status, milliseconds, envelope } = answered;
	const decides = isDecided(answered);
	const isFlowlu = envelope.kind !== 'unknown' || decides;
	const checks = decides || !isFlowlu ? answered.checks : [...answered.checks, answered.ok];
	return { status, milliseconds, checks, state: isFlowlu ? stateOf(checks) : 'noResponse' };
}

function stateOf(checks: readonly CheckResult[]): CaseState {
	if (checks.some(({ kind }) => kind === 'fails')) {
		return 'failed';
	}
	return checks.some(({ kind }) => kind === 'notRun') ? 'incomplete' : 'passed';
}

/** As its first step that did not pass. */
function judgedSteps(ran: Extract<Outcome, { kind: 'ran' }>): ReturnType<typeof judged> {
	const steps = ran.steps.map(step => judged(step.outcome));
	const checks = steps.flatMap(step => step.checks);
	const state = steps.find(step => step.state !== 'passed')?.state ?? 'passed';
	const times = steps.flatMap(({ milliseconds }) => milliseconds ?? []);
	return { state, checks, ...(times.length > 0 && { milliseconds: times.reduce((sum, time) => sum + time) }) };
}

/** What decides about a step: of a `run` the first of its own steps that did not pass. */
export function decidingStep(step: StepOutcome): StepOutcome {
	const { outcome } = step;
	const failing = outcome.kind === 'ran' && outcome.steps.find(own => judged(own.outcome).state !== 'passed');
	return failing ? decidingStep(failing) : step;
}
