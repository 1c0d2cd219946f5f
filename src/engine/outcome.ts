import type { CheckResult } from '../exchanges/checks/checkResult';
import type { Envelope } from '../flowlu/responses/envelope';
import type { BlockId } from '../http/document/blockTracker';
import type { Problem } from '../http/problem';
import type { Unsendable } from './sessionChoice';

/** Why a request was not sent, before anybody was asked. */
export type Blocked = { readonly kind: 'blocked' } & (
	| { readonly because: 'untrusted' }
	/** The same request is being sent. */
	| { readonly because: 'underWay'; readonly isRun: boolean }
	/** It was edited or removed between its start and its turn. */
	| { readonly because: 'changed'; readonly name: string }
	/** The spans are those of the document; the first error is what keeps it from being sent. */
	| { readonly because: 'problems'; readonly uri: string; readonly problems: readonly Problem[] }
	| { readonly because: 'session'; readonly choice: Unsendable }
	/** The session was removed, here or in another window, after it was chosen. */
	| { readonly because: 'sessionRemoved'; readonly label: string }
	/** It was to be sent to another account than its text says, and has to do with requests that are not. */
	| { readonly because: 'usesOthers' }
);

export function blockedByProblems(uri: string, problems: readonly Problem[]): Blocked {
	return { kind: 'blocked', because: 'problems', uri, problems };
}

/** What became of one step of a plan. */
export interface StepOutcome {
	readonly block: BlockId;
	/** What people call the request: its name, its title, or method and target. */
	readonly name: string;
	/** What the row is called by that it was sent for, where it is sent for each row of a file. */
	readonly row?: string;
	readonly outcome: Outcome;
}

/** A response came. The exchange is in the store; what is kept of an outcome holds no body. */
export interface Answered {
	readonly kind: 'answered';
	/** The number of the exchange; the store has it until the request is sent again. */
	readonly exchange: number;
	readonly status: number;
	/** From the moment the request left the queue until the last byte. */
	readonly milliseconds: number;
	readonly envelope: Envelope;
	readonly isError: boolean;
	/** Of the request's own checks, in the order of the text. */
	readonly checks: readonly CheckResult[];
	/** `?? ok`, which is meant where these say nothing of the outcome itself. */
	readonly ok: CheckResult;
}

/** A response came whose body went where the user wanted it and is nowhere in memory, so that nobody has looked at it. */
export interface Saved {
	readonly kind: 'saved';
	readonly status: number;
	/** From the moment the request left the queue until the last byte. */
	readonly milliseconds: number;
	/** Of the body. */
	readonly bytes: number;
	/** How many checks the request has, which were not run. */
	readonly checks: number;
}

/** No response came, or it could not be read. */
export interface Failed {
	readonly kind: 'failed';
	readonly error: unknown;
	/** What a log calls the request; absent where it failed before it was made. */
	readonly nameForLog?: string;
	/** Is the request to leave nothing in the log? `# @no-log` */
	readonly isUnlogged?: true;
}

/** What became of a request that was to be sent. */
export type Outcome =
	| Answered
	| Saved
	/** A `run`, or a request for each row of a file: all steps that were sent, and how many there are. */
	| { readonly kind: 'ran'; readonly steps: readonly StepOutcome[]; readonly total: number }
	| Blocked
	/** The user did not want it sent. */
	| { readonly kind: 'declined' }
	| { readonly kind: 'cancelled' }
	| Failed
	/** Another request that has to be sent before it did not succeed. */
	| { readonly kind: 'skipped'; readonly because: StepOutcome };

/** Do all checks hold? One that cannot be run does not. */
function checksHold({ checks }: Pick<Answered, 'checks'>): boolean {
	return checks.every(({ kind }) => kind === 'holds');
}

/** Do its own checks say of the outcome itself whether it is as it should be? A request may be there to get an error, or a page. */
export function isDecided({ checks }: Pick<Answered, 'checks'>): boolean {
	return checks.some(({ decidesOutcome }) => decidesOutcome);
}

/** Is the response neither a success nor an error by what is known of Flowlu, and does no check decide: a file, a page, nothing at all? */
export function isUnclear(outcome: Outcome): boolean {
	return (
		outcome.kind === 'answered' &&
		outcome.envelope.kind === 'unknown' &&
		!outcome.isError &&
		checksHold(outcome) &&
		!isDecided(outcome)
	);
}

/**
 * Was it sent, with all that belongs to it, do all checks hold, and is each response a success by Flowlu's own word, or one that its checks decide about?
 */
export function succeeded(outcome: Outcome): boolean {
	switch (outcome.kind) {
		case 'answered':
			return checksHold(outcome) && (isDecided(outcome) || (outcome.envelope.kind === 'success' && !outcome.isError));
		case 'saved':
			return outcome.checks === 0;
		case 'ran':
			return outcome.steps.length === outcome.total && outcome.steps.every(step => succeeded(step.outcome));
		case 'blocked':
		case 'declined':
		case 'cancelled':
		case 'failed':
		case 'skipped':
			return false;
	}
}
