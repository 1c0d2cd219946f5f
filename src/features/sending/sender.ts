import { type SessionEntry, accountOf } from '../../flowlu/sessionEntry';
import * as vscode from 'vscode';
import type { FlowluClient } from '../../flowlu/client';
import { readEnvelope, type Envelope } from '../../flowlu/envelope';
import type { Exchange } from '../../exchanges/exchange';
import type { RequestBlock } from '../../http/document/document';
import { CancelledError } from '../../net/errors';
import type { HttpRequest } from '../../net/http';
import type { SessionStore } from '../../sessions/sessionStore';
import { describeError } from '../../ui/errorMessages';
import type { Log } from '../../ui/log';
import type { Refusals } from './refusals';
import type { RequestRun, RequestRuns } from './requestRuns';
import { outcomeText } from './outcomeText';

/** What sending needs. */
export interface SenderParts {
	readonly sessions: SessionStore;
	readonly flowlu: FlowluClient;
	readonly log: Log;
	readonly runs: RequestRuns;
	readonly showAnswer: (exchange: Exchange) => Promise<void>;
	readonly refusals: Refusals;
}

export interface Sending {
	readonly document: vscode.TextDocument;
	readonly block: RequestBlock;
	readonly request: HttpRequest;
	readonly entry: SessionEntry;
	/** Of what it is a part of; gives it up too. */
	readonly signal?: AbortSignal | undefined;
}

let exchangeCount = 0;

/**
 * Sends a request as a session and shows the answer beside the editor. Progress and outcome are kept with the block; a cancelled sending leaves no trace.
 *
 * @returns whether it is answered, and not by an error
 * @throws NetworkError | ForeignOriginError | OwnCredentialError | SecretStorageError, after noting it at the block
 */
export async function sendBlock(sending: Sending, parts: SenderParts): Promise<boolean> {
	const run = parts.runs.start(sending, accountOf(sending.entry));
	const cancel = (): void => {
		parts.runs.cancel(run);
	};
	sending.signal?.addEventListener('abort', cancel);
	try {
		const exchange = await exchangeOf(sending, run, parts);
		const { envelope } = exchange;
		const isError = envelope.kind === 'error' || exchange.response.status >= 400;
		parts.runs.update(run, {
			kind: 'answered',
			exchange,
			summary: parts.log.redact(outcomeText(exchange.response, envelope)),
			isError,
		});
		logOutcome(exchange, parts.log);
		// The user waits for the answer, nobody for the keyring.
		await parts.showAnswer(exchange);
		offerToRenew(exchange, envelope, parts);
		await noteVerdict(sending.entry, envelope, parts.sessions);
		return !isError;
	} catch (error) {
		if (error instanceof CancelledError) {
			parts.runs.forget(run);
			return false;
		}
		if (run.state.kind === 'sending') {
			parts.runs.update(run, { kind: 'failed', message: parts.log.redact(describeError(error)) });
		}
		throw error;
	} finally {
		sending.signal?.removeEventListener('abort', cancel);
	}
}

async function exchangeOf(
	{ request, entry }: Sending,
	run: RequestRun,
	{ sessions, flowlu, runs }: SenderParts,
): Promise<Exchange> {
	const access = await sessions.accessOf(entry.session.id);
	if (access === undefined) {
		throw new SessionGoneError(entry.session.label);
	}
	const sentAt = Date.now();
	const response = await flowlu.send(request, access, {
		signal: run.signal,
		onPhase: phase => {
			runs.update(run, { kind: 'sending', phase });
		},
	});
	return {
		id: String(++exchangeCount),
		session: entry.session,
		request,
		response,
		envelope: readEnvelope(response),
		sentAt,
		source: run,
	};
}

/** The session was removed, here or in another window, after it was chosen. */
class SessionGoneError extends Error {
	override readonly name = 'SessionGoneError' as const;

	constructor(label: string) {
		super(vscode.l10n.t('The key {0} was removed, so nothing was sent. Choose another one.', label));
	}
}

/** Method and path below the API: `GET crm/lead/list`. */
function shortName({ method, url }: HttpRequest): string {
	return `${method} ${new URL(url).pathname.replace(/^\/api\/v1\/module\//u, '')}`;
}

/** A path says enough for a log; the query may hold a customer's data. */
function logOutcome({ request, response }: Exchange, log: Log): void {
	const { origin, pathname } = new URL(request.url);
	log.info(`${request.method} ${origin}${pathname} ${response.status}, ${Math.round(response.milliseconds)} ms`);
}

/** A credential that is refused, or works again, is marked in the tree; nothing is written while nothing changes. */
async function noteVerdict(
	{ session, verification }: SessionEntry,
	envelope: Envelope,
	sessions: SessionStore,
): Promise<void> {
	const before = verification?.result;
	const result = refusalIn(envelope);
	if (result !== undefined) {
		if (before !== result) {
			await sessions.mark(session.id, { result, at: Date.now() });
		}
	} else if (envelope.kind === 'success' && before !== 'verified' && before !== 'limited') {
		await sessions.mark(session.id, { result: 'verified', at: Date.now() });
	}
}

function refusalIn(envelope: Envelope): 'refused' | 'accountNotFound' | undefined {
	if (envelope.kind !== 'error' || (envelope.error.code !== 11 && envelope.error.code !== 401)) {
		return undefined;
	}
	return envelope.error.remedy === 'checkAccount' ? 'accountNotFound' : 'refused';
}

/** The question stays beside everything else: neither the answer nor the next request waits for it. */
function offerToRenew(
	{ session, request, source }: Exchange,
	envelope: Envelope,
	{ refusals, log }: SenderParts,
): void {
	if (envelope.kind === 'error' && refusalIn(envelope) === 'refused') {
		const { message } = envelope.error;
		refusals.note({ session, request: shortName(request), message, run: source }).catch((error: unknown) => {
			log.error('A refused session could not be renewed.', error);
		});
	}
}
