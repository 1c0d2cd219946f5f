import type { ExchangeStore } from '../exchanges/exchangeStore';
import type { SessionEntry } from '../flowlu/sessionEntry';
import { goesOn, noteOf } from '../http/build/sendingMetadata';
import type { GivenValues } from '../http/build/variables';
import type { BlockId, BlockTracker, Place } from '../http/document/blockTracker';
import { CancelledError } from '../net/networkErrors';
import type { BodySink } from '../net/transportPort';
import { WriteGuard } from './execute';
import { type Blocked, blockedByProblems, type Outcome, succeeded, type StepOutcome } from './outcome';
import { nameOf, planFor, type Step } from './plan';
import type { Interaction, Ports, Writing } from './ports';
import { type Preparation, prepare } from './prepare';
import { sendPaced } from './pacing';
import { type Claim, isCancelled, type RequestStates } from './requestStates';
import { plannedRows } from './rows/plannedRows';
import type { Row } from './rows/readRows';
import { hideSecretColumns, refusalForRow, type RowListener, sendRows } from './rows/sendRows';
import { sendRuns } from './sendRuns';
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
	/** What takes the body of its response, as `RequestStates.divert` says. */
	readonly into?: BodySink;
	/** Cancels it, beside the user's own cancelling. */
	readonly signal?: AbortSignal;
	/** Answers the question before a write, where all writes of a run were one question; undefined: not to be sent. */
	readonly confirmWrite?: Interaction['confirmWrite'];
	/** Has the user agreed to the write before? Others are asked about. */
	readonly isAgreed?: (writing: Writing) => boolean;
	/** One of many: its response is kept but not shown. */
	readonly quietly?: boolean;
	/** Told of the rows of a file for which it is sent. */
	readonly rows?: RowListener;
	/** What the rows are called by for which it is sent; all where it is undefined. */
	readonly onlyRows?: ReadonlySet<string>;
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
interface Sending extends Omit<SendOptions, 'signal' | 'into'> {
	readonly given: GivenValues;
	/** Is it for one of the rows of a file? Then nothing is written to a production account. */
	readonly forRow?: boolean;
}

export function createEngine(dependencies: EngineDependencies): Engine {
	const { ports, blocks, states, given: always = nothingGiven } = dependencies;
	const { scope, files, interaction } = ports;
	const guard = new WriteGuard();
	/** Requests whose last response was got with given values, which are those of nothing else. */
	const sentWithGiven = new Set<BlockId>();

	/** The request as it is now, with all that surrounds its document read. */
	async function readyPlace(id: BlockId): Promise<Place | undefined> {
		const uri = blocks.uriOf(id);
		if (uri !== undefined) {
			await scope.ready(uri);
		}
		return blocks.find(id);
	}

	/** Runs something for a claimed request; whatever comes of it ends the claim and is told. */
	async function withClaim(
		step: Pick<Step, 'block' | 'name'>,
		sending: Sending,
		claim: Claim,
		work: () => Promise<Outcome>,
	): Promise<StepOutcome> {
		const outcome = await outcomeOf(work);
		claim.release(outcome);
		return reportEnd(step, sending, outcome);
	}

	/** Sends what a step needs before it, then the step. The text that was planned has to be there still when it is due. */
	async function sendStep(step: Step, sending: Sending, claim: Claim): Promise<Outcome> {
		const { as, rows: listener, ...inner } = sending;
		if (as !== undefined && (step.earlier.length > 0 || step.runs !== undefined)) {
			return { kind: 'blocked', because: 'usesOthers' };
		}
		const own = as === undefined ? inner : { ...inner, as };
		return step.rows === undefined
			? sendOnce(step, own, claim, isConfirmed)
			: sendForRows(step, step.rows, own, claim, listener);
	}

	async function sendForRows(
		step: Step,
		rows: readonly Row[],
		sending: Sending,
		claim: Claim,
		listener: RowListener = {},
	): Promise<Outcome> {
		const place = await placeOf(step);
		if ('because' in place) {
			return place;
		}
		const columns = rows[0]?.values ?? nothingGiven;
		// What the user is asked is asked once, not for each row.
		const context = (await isConfirmed(place))
			? await valuesFor(place, new Map([...sending.given, ...columns]), dependencies)
			: undefined;
		if (context === undefined) {
			return { kind: 'declined' };
		}
		hideSecretColumns(step, rows, ports.redactor);
		return sendRows(step, rows, {
			claim,
			listener,
			goesOn: goesOn(place.block.metadata),
			send: ({ values }, rowClaim) => {
				const given = new Map([...context.answers, ...values]);
				return outcomeOf(() => sendOnce(step, { ...sending, given, forRow: true }, rowClaim));
			},
			stepEnded: ended => interaction.stepEnded(ended, { quietly: true }),
		});
	}

	/** @param confirm asks the user before the step itself is sent */
	async function sendOnce(
		step: Step,
		sending: Sending,
		claim: Claim,
		confirm?: (place: Place) => Promise<boolean>,
	): Promise<Outcome> {
		for (const { step: earlier, always: isForced } of step.earlier) {
			const isThere = !isForced && !earlier.usesGiven && (await hasSucceeded(earlier));
			if (!isThere) {
				const ended = await claimAndSend(earlier, sending, claim.signal);
				if (!succeeded(ended.outcome)) {
					return { kind: 'skipped', because: ended };
				}
			}
		}
		if (isCancelled(claim)) {
			return { kind: 'cancelled' };
		}
		const place = await placeOf(step);
		if ('because' in place) {
			return place;
		}
		if ((await confirm?.(place)) === false) {
			return { kind: 'declined' };
		}
		if (step.runs !== undefined) {
			const sendNamed = (other: Step, given: GivenValues) => claimAndSend(other, { ...sending, given }, claim.signal);
			return sendRuns(place, step.runs, { given: sending.given, claim, send: sendNamed }, dependencies);
		}
		if (step.usesGiven) {
			sentWithGiven.add(step.block);
		} else {
			sentWithGiven.delete(step.block);
		}
		return sendRequest(step.block, place, sending, claim);
	}

	/** Where the step stands; its text has to be the one that was planned. */
	async function placeOf({ block, name, text }: Step): Promise<Place | Blocked> {
		const place = await readyPlace(block);
		return place?.block.text === text ? place : { kind: 'blocked', because: 'changed', name };
	}

	async function isConfirmed({ block }: Place): Promise<boolean> {
		const note = noteOf(block.metadata);
		return note === undefined || interaction.confirmNote(note);
	}

	function claimAndSend(step: Step, sending: Sending, signal: AbortSignal): Promise<StepOutcome> {
		const claim = states.claim(step.block, signal);
		return claim === undefined
			? reportEnd(step, sending, underWay(step.runs !== undefined))
			: withClaim(step, sending, claim, () => sendStep(step, sending, claim));
	}

	async function planAndSend(
		{ block, name }: Pick<Step, 'block' | 'name'>,
		sending: Sending,
		claim: Claim,
	): Promise<Outcome> {
		if (!scope.isTrusted()) {
			return { kind: 'blocked', because: 'untrusted' };
		}
		const place = await readyPlace(block);
		if (place === undefined) {
			return { kind: 'blocked', because: 'changed', name };
		}
		const { given, onlyRows } = sending;
		const planned = await planFor(place, given, { scope, files, blocks, always, onlyRows });
		return planned.kind === 'blocked' ? planned : sendStep(planned.step, sending, claim);
	}

	async function reportEnd(
		{ block, name }: Pick<Step, 'block' | 'name'>,
		{ quietly = false }: Sending,
		outcome: Outcome,
	): Promise<StepOutcome> {
		const ended = { block, name, outcome };
		await interaction.stepEnded(ended, { quietly });
		return ended;
	}

	/** Does it have a response that is no error, of the document's own values, of the account and environment of now? */
	async function hasSucceeded({ block }: Step): Promise<boolean> {
		const state = sentWithGiven.has(block) ? undefined : states.of(block);
		return state?.kind === 'ended' && succeeded(state.outcome) && (await hasResponse(block, dependencies));
	}

	async function sendRequest(
		block: BlockId,
		place: Place,
		{ given, as, forRow = false, isAgreed, confirmWrite = writing => interaction.confirmWrite(writing) }: Sending,
		claim: Claim,
	): Promise<Outcome> {
		const prepared = await prepare(place, given, dependencies, as);
		if (prepared.kind !== 'prepared') {
			return prepared;
		}
		const refusal = forRow ? refusalForRow(place, prepared) : undefined;
		if (refusal !== undefined) {
			return refusal;
		}
		const confirm: typeof confirmWrite = async writing =>
			isAgreed?.(writing) === true ? 'send' : confirmWrite(writing);
		if (!(await guard.admits(block, prepared, confirm))) {
			return { kind: 'declined' };
		}
		if (isCancelled(claim)) {
			return { kind: 'cancelled' };
		}
		return sendPaced(block, prepared, claim, dependencies);
	}

	return {
		send: (block, { signal, into, given = nothingGiven, ...options } = {}) => {
			const found = blocks.find(block)?.block;
			const step = { block, name: found === undefined ? '' : nameOf(found) };
			const sending = { given: new Map([...always, ...given]), ...options };
			// Before anything is waited for: a second key press finds it claimed.
			const claim = states.claim(block, signal, into);
			return claim === undefined
				? reportEnd(step, sending, underWay(found?.form === 'run'))
				: withClaim(step, sending, claim, () => planAndSend(step, sending, claim));
		},
		prepare: async block => {
			if (!scope.isTrusted()) {
				return { kind: 'blocked', because: 'untrusted' };
			}
			const place = await readyPlace(block);
			if (place === undefined) {
				return { kind: 'blocked', because: 'changed', name: '' };
			}
			const { rows, problems } = await plannedRows(place, new Set(always.keys()), files);
			// A request with rows is prepared for its first row.
			return problems.length > 0
				? blockedByProblems(place.uri, problems)
				: prepare(place, new Map([...always, ...(rows?.[0]?.values ?? [])]), dependencies);
		},
	};
}

/** Never throws. */
async function outcomeOf(work: () => Promise<Outcome>): Promise<Outcome> {
	try {
		return await work();
	} catch (error) {
		return error instanceof CancelledError ? { kind: 'cancelled' } : { kind: 'failed', error };
	}
}

function underWay(isRun: boolean): Blocked {
	return { kind: 'blocked', because: 'underWay', isRun };
}
