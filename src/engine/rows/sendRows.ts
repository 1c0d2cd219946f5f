import { mayWrite, operationOf } from '../../flowlu/operation';
import { rowFileOf } from '../../http/build/sendingMetadata';
import type { Place } from '../../http/document/blockTracker';
import { problemAt } from '../../http/problem';
import type { Redactor } from '../../net/redaction/redact';
import { type Blocked, blockedByProblems, type Outcome, type StepOutcome, succeeded } from '../outcome';
import type { Step } from '../plan';
import type { Prepared } from '../prepare';
import { type Claim, isCancelled } from '../requestStates';
import { secretNamed } from '../valueSources';
import type { Row } from './readRows';

/** Told of the rows of a file for each of which a request is sent, in their order. */
export interface RowListener {
	/** @param rows what they are called by, before the first one is sent */
	onPlanned?(rows: readonly string[]): void;
	onStart?(row: string): void;
	onEnd?(step: StepOutcome): void;
}

interface RowSending {
	readonly claim: Claim;
	/** Sends the request with the values of a row, after what it needs before it. Never throws. */
	readonly send: (row: Row, claim: Claim) => Promise<Outcome>;
	/** Is the next row sent although one did not succeed? */
	readonly goesOn: boolean;
	readonly stepEnded: (step: StepOutcome) => Promise<void>;
	readonly listener: RowListener;
}

/** Sends a request for one row after the other, under its one claim; the first row that does not succeed is the last. */
export async function sendRows(
	{ block, name }: Pick<Step, 'block' | 'name'>,
	rows: readonly Row[],
	{ claim, send, goesOn, stepEnded, listener }: RowSending,
): Promise<Outcome> {
	listener.onPlanned?.(rows.map(row => row.name));
	const steps: StepOutcome[] = [];
	for (const row of rows) {
		if (isCancelled(claim)) {
			return { kind: 'cancelled' };
		}
		listener.onStart?.(row.name);
		const ended = {
			block,
			name,
			row: row.name,
			outcome: await send(row, counting(claim, steps.length + 1, rows.length)),
		};
		await stepEnded(ended);
		listener.onEnd?.(ended);
		if (ended.outcome.kind === 'cancelled' && isCancelled(claim)) {
			return ended.outcome;
		}
		steps.push(ended);
		if (!succeeded(ended.outcome) && !goesOn) {
			break;
		}
	}
	return { kind: 'ran', steps, total: rows.length };
}

/** The claim as a row has it: what is shown is which row it is. */
function counting(claim: Claim, step: number, total: number): Claim {
	return {
		signal: claim.signal,
		// One file is not for many responses.
		sink: () => undefined,
		progress: (phase, account) => {
			// Whether anything was sent is told by this phase.
			if (phase.phase === 'sending') {
				claim.progress(phase, account);
			}
			claim.progress({ phase: 'running', step, total }, account);
		},
		release: outcome => {
			claim.release(outcome);
		},
	};
}

/** Makes known the values of columns that have the name of a secret. */
export function hideSecretColumns(
	{ block }: Pick<Step, 'block'>,
	rows: readonly Row[],
	redactor: Pick<Redactor, 'setNamed'>,
): void {
	const secrets = rows.flatMap(({ values }) =>
		Array.from(values, ([name, value]) => secretNamed(name, value, 'rows')).flat(),
	);
	redactor.setNamed(`rows of ${block}`, secrets);
}

/** For the rows of a file nothing is sent that may change records of a production account: a mistake would be made with each of them. */
export function refusalForRow({ uri, block }: Place, { request, entry }: Prepared): Blocked | undefined {
	if (entry.accountKind === 'test' || !mayWrite(operationOf(request))) {
		return undefined;
	}
	const span = rowFileOf(block.metadata)?.span ?? block.requestLine;
	const problem = problemAt('writeForRows', span, entry.session.account.name);
	return blockedByProblems(uri, [problem]);
}
