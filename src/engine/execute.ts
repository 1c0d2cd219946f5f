import type { CheckResult } from '../exchanges/checks/checkResult';
import { okCheck } from '../exchanges/checks/okCheck';
import { type CombinedResponse, type Exchange, isErrorResponse } from '../exchanges/exchange';
import type { ExchangeStore } from '../exchanges/exchangeStore';
import { readResponse } from '../exchanges/reading';
import { mayWrite, operationOf } from '../flowlu/operation';
import { SessionRemovedError } from '../flowlu/responses/flowluErrors';
import { CancelledError } from '../net/networkErrors';
import { accountOf } from '../flowlu/sessionEntry';
import { allPagesOf, ignoredPathsOf, isUnlogged } from '../http/build/sendingMetadata';
import type { BlockId } from '../http/document/blockTracker';
import type { Outcome } from './outcome';
import type { Interaction, Ports } from './ports';
import type { Prepared } from './prepare';
import type { Claim, RequestPhase } from './requestStates';
import type { SentResult } from './sentRequest';

/** Stands before every sending: what may change the records of a production account is sent only when the user agrees. */
export class WriteGuard {
	/** Origins of the accounts for which the user wants no more questions; forgotten with the window. */
	private readonly unasked = new Set<string>();

	/**
	 * @param confirmWrite asks the user
	 * @returns whether the request is to be sent
	 */
	async admits(
		block: BlockId,
		{ request, entry }: Pick<Prepared, 'request' | 'entry'>,
		confirmWrite: Interaction['confirmWrite'],
	): Promise<boolean> {
		const operation = operationOf(request);
		const { origin } = entry.session.account;
		if (entry.accountKind === 'test' || !mayWrite(operation) || this.unasked.has(origin)) {
			return true;
		}
		const answer = await confirmWrite({ block, request, operation, entry });
		if (answer === 'sendAndStopAsking') {
			this.unasked.add(origin);
		}
		return answer !== undefined;
	}
}

let exchangeCount = 0;

/**
 * Signs the request, sends it and keeps the exchange. Of several pages, what came before one that cannot be read is kept too, and then it fails.
 * @throws NetworkError | CancelledError | ForeignOriginError | OwnCredentialError | MisleadingHeaderError | SecretStorageError, and SessionRemovedError
 * where the session was removed after a first try
 */
export async function execute(
	block: BlockId,
	{ request, entry, place, checks, kept }: Prepared,
	claim: Claim,
	{ ports, exchanges }: { readonly ports: Ports; readonly exchanges: ExchangeStore },
): Promise<Outcome> {
	const { sessions, flowlu, allPages, scope, sources } = ports;
	const { session } = entry;
	const access = await sessions.accessOf(session.id);
	if (access === undefined) {
		return { kind: 'blocked', because: 'sessionRemoved', label: session.label };
	}
	const account = accountOf(entry);
	const number = ++exchangeCount;
	const environment = scope.environment(place.uri);
	const sentAt = sources.now().getTime();
	claim.progress({ phase: 'queued', ahead: 0 }, account);
	const all = allPagesOf(place.block.metadata);
	const tell = (result: SentResult) => ports.requestSent?.({ place, session, request, kept, sentAt, result });
	const phases = new Set<RequestPhase['phase']>();
	const options = {
		signal: claim.signal,
		onPhase: (phase: RequestPhase) => {
			phases.add(phase.phase);
			claim.progress(phase);
		},
	};
	let received: Pick<CombinedResponse, 'response'> & Partial<CombinedResponse>;
	try {
		received = await (all === undefined
			? flowlu.send(request, access, { ...options, sink: () => claim.sink() }).then(response => ({ response }))
			: allPages(request, access, {
					...options,
					max: all.max,
					onPage: (records, total) => {
						claim.progress({ phase: 'paging', records, total });
					},
				}));
	} catch (error) {
		if (phases.has('sending')) {
			tell({ kind: error instanceof CancelledError ? 'cancelled' : 'failed' });
		} else if (error instanceof SessionRemovedError) {
			return { kind: 'blocked', because: 'sessionRemoved', label: session.label };
		}
		throw error;
	}
	const { response, combined, shortBy } = received;
	const { status, milliseconds, saved } = response;
	if (saved !== undefined) {
		tell({ kind: 'answered', status, milliseconds, isError: false });
		return { kind: 'saved', status, milliseconds, bytes: saved, checks: checks.length };
	}
	const reading = await readResponse(response, ports);
	const ignoredPaths = ignoredPathsOf(place.block.metadata);
	const exchange: Exchange = {
		number,
		block,
		session,
		environment,
		request,
		response,
		reading,
		sentAt,
		...(ignoredPaths.length > 0 && { ignoredPaths }),
		...(combined !== undefined && { combined }),
		...(shortBy !== undefined && { shortBy }),
		...(isUnlogged(place.block.metadata) && { isUnlogged: true }),
	};
	exchanges.add(exchange);
	if (shortBy !== undefined) {
		tell({ kind: 'failed' });
		throw shortBy.error;
	}
	const results = checks.length === 0 ? [] : await checked(exchange, checks, ports);
	const ok = okCheck(exchange, text => ports.redactor.redact(text));
	const { envelope } = reading;
	const isError = isErrorResponse(exchange);
	const records = envelope.kind === 'success' ? envelope.list?.items : undefined;
	tell({ kind: 'answered', status, milliseconds, isError, ...(records !== undefined && { records }) });
	return { kind: 'answered', exchange: number, status, milliseconds, envelope, isError, checks: results, ok };
}

/** What compares values is loaded with the first check. */
async function checked(exchange: Exchange, checks: Prepared['checks'], ports: Ports): Promise<readonly CheckResult[]> {
	const { runChecks } = await import('../exchanges/checks/runChecks');
	const { redactor, yieldToEventLoop } = ports;
	return runChecks(exchange, checks, { redact: text => redactor.redact(text), yieldToEventLoop });
}
