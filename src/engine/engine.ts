import type { ExchangeStore } from '../exchanges/exchangeStore';
import type { SessionEntry } from '../flowlu/sessionEntry';
import { overrideValues } from '../http/build/overrides';
import { requestErrors } from '../http/build/request';
import { noteOf } from '../http/build/sendingMetadata';
import type { GivenValues } from '../http/build/variables';
import type { BlockId, BlockTracker, Place } from '../http/document/blockTracker';
import { CancelledError } from '../net/networkErrors';
import { execute, WriteGuard } from './execute';
import { type Blocked, type Outcome, succeeded, type StepOutcome } from './outcome';
import { nameOf, planFor, type PlannedRun, type Step } from './plan';
import type { Interaction, Ports } from './ports';
import { type Preparation, prepare } from './prepare';
import type { Claim, RequestStates } from './requestStates';
import { hasResponse, valuesFor } from './valueSources';

export interface EngineDependencies {
	readonly ports: Ports;
	/** Which request is which. */
	readonly blocks: BlockTracker;
	/** What was sent and came back. */
	readonly exchanges: ExchangeStore;
	/** What is under way. */
	readonly states: RequestStates;
	/** Values of variables that count more than the documents', for every request: those of a command line. */
	readonly given?: GivenValues;
}

/** What a sending may have of its own. */
export interface SendOptions {
	/**
	 * The session that sends it, whatever the text says; only of a request that has nothing to do with others, whose values would reach where they do not
	 * belong.
	 */
	readonly as?: SessionEntry;
	/** Values of variables that count more than the document's. */
	readonly given?: GivenValues;
	/** Cancels it, beside the user's own cancelling. */
	readonly signal?: AbortSignal;
	/** Answers the question before a write, where all writes of a run were one question; undefined: not to be sent. */
	readonly confirmWrite?: Interaction['confirmWrite'];
}

/** The one way of every request, with a window or without. It shows nothing: what happens is told to the ports and returned. */
export interface Engine {
	/** Sends a request with those that it needs before it, or what a `run` names. Never throws: every end is an outcome. */
	send(block: BlockId, options?: SendOptions): Promise<StepOutcome>;
	/** Makes the request without sending it. @throws SecretStorageError */
	prepare(block: BlockId): Promise<Preparation>;
}

const nothingGiven: GivenValues = new Map();

/** How each step of a plan is sent. */
interface Sending extends Omit<SendOptions, 'signal'> {
	readonly given: GivenValues;
}

export function createEngine(dependencies: EngineDependencies): Engine {
	const { ports, blocks, states, given: always = nothingGiven } = dependencies;
	const { scope, interaction } = ports;
	const guard = new WriteGuard();

	/** The request as it is now, with all that surrounds its document read. */
	async function ready(id: BlockId): Promise<Place | undefined> {
		const uri = blocks.uriOf(id);
		if (uri !== undefined) {
			await scope.ready(uri);
		}
		return blocks.find(id);
	}

	/** Runs something for a claimed request; whatever comes of it ends the claim and is told. */
	async function carried(
		step: Pick<Step, 'block' | 'name'>,
		claim: Claim,
		work: () => Promise<Outcome>,
	): Promise<StepOutcome> {
		let outcome: Outcome = { kind: 'cancelled' };
		try {
			outcome = await work();
		} catch (error) {
			outcome = error instanceof CancelledError ? { kind: 'cancelled' } : { kind: 'failed', error };
		} finally {
			claim.release(outcome);
		}
		const ended = { block: step.block, name: step.name, outcome };
		await interaction.stepEnded(ended);
		return ended;
	}

	/** Sends what a step needs before it, then the step. The text that was planned has to be there still when it is due. */
	async function carryOut(step: Step, sending: Sending, claim: Claim): Promise<Outcome> {
		const { given, as } = sending;
		if (as !== undefined && (step.earlier.length > 0 || step.runs !== undefined)) {
			return { kind: 'blocked', because: 'usesOthers' };
		}
		for (const { step: earlier, always: isForced } of step.earlier) {
			// A response of before was got with other values.
			const isThere = !isForced && given === always && (await hasSucceeded(earlier));
			if (!isThere) {
				const ended = await send(earlier, sending, claim.signal);
				if (!succeeded(ended.outcome)) {
					return { kind: 'skipped', because: ended };
				}
			}
		}
		if (isCancelled(claim)) {
			return { kind: 'cancelled' };
		}
		const place = await ready(step.block);
		if (place?.block.text !== step.text) {
			return { kind: 'blocked', because: 'changed', name: step.name };
		}
		const note = noteOf(place.block.metadata);
		if (note !== undefined && !(await interaction.confirmNote(note))) {
			return { kind: 'declined' };
		}
		return step.runs === undefined
			? sendRequest(step.block, place, sending, claim)
			: sendRuns(place, step.runs, sending, claim);
	}

	function send(step: Step, sending: Sending, signal: AbortSignal): Promise<StepOutcome> {
		const claim = states.claim(step.block, signal);
		return claim === undefined
			? told(step, underWay(step.runs !== undefined))
			: carried(step, claim, () => carryOut(step, sending, claim));
	}

	async function plannedAndSent(
		{ block, name }: Pick<Step, 'block' | 'name'>,
		sending: Sending,
		claim: Claim,
	): Promise<Outcome> {
		if (!scope.isTrusted()) {
			return { kind: 'blocked', because: 'untrusted' };
		}
		const place = await ready(block);
		if (place === undefined) {
			return { kind: 'blocked', because: 'changed', name };
		}
		const planned = await planFor(place, sending.given, { scope, blocks });
		return planned.kind === 'blocked' ? planned : carryOut(planned.step, sending, claim);
	}

	/** A request that got no claim is told as others are. */
	async function told(step: Pick<Step, 'block' | 'name'>, outcome: Outcome): Promise<StepOutcome> {
		const ended = { block: step.block, name: step.name, outcome };
		await interaction.stepEnded(ended);
		return ended;
	}

	/** Does it have a response that is no error, of the account and environment of now? */
	async function hasSucceeded({ block }: Step): Promise<boolean> {
		const state = states.of(block);
		return state?.kind === 'ended' && succeeded(state.outcome) && (await hasResponse(block, dependencies));
	}

	async function sendRequest(
		block: BlockId,
		place: Place,
		{ given, as, confirmWrite = writing => interaction.confirmWrite(writing) }: Sending,
		claim: Claim,
	): Promise<Outcome> {
		const prepared = await prepare(place, given, dependencies, as);
		if (prepared.kind !== 'prepared') {
			return prepared;
		}
		if (!(await guard.admits(prepared, confirmWrite))) {
			return { kind: 'declined' };
		}
		if (isCancelled(claim)) {
			return { kind: 'cancelled' };
		}
		return execute(block, prepared, claim, dependencies);
	}

	/** One after the other, each as if it were sent by hand; the first that does not succeed is the last. */
	async function sendRuns(place: Place, runs: readonly PlannedRun[], sending: Sending, claim: Claim): Promise<Outcome> {
		const { given } = sending;
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
				return { kind: 'blocked', because: 'problems', uri: place.uri, problems: values.problems };
			}
			const ended = await send(step, { ...sending, given: added(given, values.values) }, claim.signal);
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

	return {
		send: (block, { signal, given = nothingGiven, ...options } = {}) => {
			const found = blocks.find(block)?.block;
			const step = { block, name: found === undefined ? '' : nameOf(found) };
			// Before anything is waited for: a second key press finds it claimed.
			const claim = states.claim(block, signal);
			return claim === undefined
				? told(step, underWay(found?.form === 'run'))
				: carried(step, claim, () => plannedAndSent(step, { given: added(always, given), ...options }, claim));
		},
		prepare: async block => {
			if (!scope.isTrusted()) {
				return { kind: 'blocked', because: 'untrusted' };
			}
			const place = await ready(block);
			if (place === undefined) {
				return { kind: 'blocked', because: 'changed', name: '' };
			}
			const errors = requestErrors(place.block, always);
			return errors.length > 0
				? { kind: 'blocked', because: 'problems', uri: place.uri, problems: errors }
				: prepare(place, always, dependencies);
		},
	};
}

/** The values themselves where nothing is added to them. */
function added(values: GivenValues, more: GivenValues): GivenValues {
	return more.size === 0 ? values : new Map([...values, ...more]);
}

function isCancelled({ signal }: Claim): boolean {
	return signal.aborted;
}

function underWay(isRun: boolean): Blocked {
	return { kind: 'blocked', because: 'underWay', isRun };
}
