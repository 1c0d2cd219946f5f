import { overrideValues } from '../http/build/overrides';
import type { GivenValues } from '../http/build/variables';
import type { Place } from '../http/document/blockTracker';
import { blockedByProblems, type Outcome, type StepOutcome, succeeded } from './outcome';
import type { PlannedRun, Step } from './plan';
import { type Claim, isCancelled } from './requestStates';
import { type ValueDependencies, valuesFor } from './valueSources';

interface RunSending {
	/** Values that count more than the document's, and less than what the `run` gives. */
	readonly given: GivenValues;
	readonly claim: Claim;
	readonly send: (step: Step, given: GivenValues) => Promise<StepOutcome>;
}

/** What a `run` names, one after the other, each as if it were sent by hand; the first that does not succeed is the last. */
export async function sendRuns(
	place: Place,
	runs: readonly PlannedRun[],
	{ given, claim, send }: RunSending,
	dependencies: ValueDependencies,
): Promise<Outcome> {
	const context = await valuesFor(place, given, dependencies);
	if (context === undefined) {
		return { kind: 'declined' };
	}
	const steps: StepOutcome[] = [];
	for (const { overrides, step } of runs) {
		if (isCancelled(claim)) {
			return { kind: 'cancelled' };
		}
		claim.progress({ phase: 'running', step: steps.length + 1, total: runs.length });
		// As they are now: they may be of what the step before got.
		const current = await valuesFor(place, context.answers, dependencies);
		const values = current && overrideValues(place.document, place.block, overrides, current);
		if (values === undefined) {
			return { kind: 'declined' };
		}
		if (!values.ok) {
			return blockedByProblems(place.uri, values.problems);
		}
		const ended = await send(step, new Map([...given, ...values.values]));
		if (ended.outcome.kind === 'cancelled' && isCancelled(claim)) {
			return { kind: 'cancelled' };
		}
		steps.push(ended);
		if (!succeeded(ended.outcome)) {
			break;
		}
	}
	return { kind: 'ran', steps, total: runs.length };
}
