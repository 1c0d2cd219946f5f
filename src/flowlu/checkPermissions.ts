import { CancelledError, NetworkError } from '../net/networkErrors';
import type { SendPhase } from '../net/httpClient';
import type { Access, FlowluClient } from './flowluClient';
import { ApiError, UnexpectedResponseError, type Remedy } from './responses/flowluErrors';
import { verdictOf } from './verify';

/** What a key may read of an entity, as one `list` of one record told. */
export type Readability =
	| 'readable'
	| 'refused'
	/** Flowlu has no such list. */
	| 'noList'
	/** No response, or none that says anything of the key. */
	| 'unclear'
	/** The check ended before it came to this one. */
	| 'notAsked';

/** What a check found. Holds no secret and nothing that a server said. */
export interface Permissions {
	/** Milliseconds since 1970, of the end of the check. */
	readonly at: number;
	/** By `module/entity`, in the order they were asked. */
	readonly entities: ReadonlyMap<string, Readability>;
}

/** Why a check ended before its time. */
export type CheckStop = 'keyRefused' | 'accountNotFound' | 'unreachable' | 'tooManyRequests';

export interface Check {
	readonly permissions: Permissions;
	readonly stopped?: CheckStop;
}

export interface CheckOptions {
	readonly signal: AbortSignal;
	/** Hears each entity before it is asked, and how many were asked before. */
	readonly onProgress?: (entity: string, asked: number, found: Permissions['entities']) => void;
	/** Milliseconds that one response may take: while it is waited for, the user's own requests wait too. */
	readonly timeoutMs?: number;
}

/** After as many entities in a row without a response, the others would get none either. */
const maxSilences = 2;

/**
 * Reads one record of each entity, one after another and after everything else that waits for the account. Nothing is written.
 * @param entities `module/entity`
 * @throws CancelledError | ForeignOriginError | SessionRemovedError
 */
export async function checkPermissions(
	client: FlowluClient,
	access: Access,
	entities: readonly string[],
	{ signal, onProgress, timeoutMs = 10_000 }: CheckOptions,
): Promise<Check> {
	const found = new Map(entities.map((entity): [string, Readability] => [entity, 'notAsked']));
	const finish = (stopped?: CheckStop): Check => ({
		permissions: { at: Date.now(), entities: found },
		...(stopped && { stopped }),
	});
	let silences = 0;
	for (const [asked, entity] of entities.entries()) {
		onProgress?.(entity, asked, found);
		const result = await ask(client, access, entity, { signal, timeoutMs });
		if (isStop(result)) {
			return finish(result);
		}
		found.set(entity, result === 'silence' ? 'unclear' : result);
		silences = result === 'silence' ? silences + 1 : 0;
		if (silences === maxSilences) {
			return finish('unreachable');
		}
	}
	return finish();
}

type Asked = Readability | 'silence' | CheckStop;

function isStop(result: Asked): result is CheckStop {
	return (
		result === 'keyRefused' || result === 'accountNotFound' || result === 'unreachable' || result === 'tooManyRequests'
	);
}

async function ask(
	client: FlowluClient,
	access: Access,
	entity: string,
	{ signal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<Asked> {
	const limit = new AbortController();
	let timer: ReturnType<typeof setTimeout> | undefined;
	// The time in the queue belongs to the user's requests and does not count.
	function onPhase({ phase }: SendPhase): void {
		if (phase === 'receiving') {
			return;
		}
		clearTimeout(timer);
		if (phase === 'sending') {
			timer = setTimeout(() => {
				limit.abort();
			}, timeoutMs);
		}
	}
	try {
		const options = { signal: AbortSignal.any([signal, limit.signal]), background: true, onPhase };
		await client.call({ path: `${entity}/list`, query: { limit: 1 } }, access, options);
		return 'readable';
	} catch (error) {
		if (error instanceof CancelledError && limit.signal.aborted && !signal.aborted) {
			return 'silence';
		}
		return askedOf(error);
	} finally {
		clearTimeout(timer);
	}
}

/** Error 30 speaks of the method unless it says "access denied", as clients met it; the envelope tells the two apart. */
const askedByRemedy: Readonly<Partial<Record<Remedy, Asked>>> = {
	checkMethod: 'noList',
	checkModule: 'noList',
	slowDown: 'tooManyRequests',
};

const askedByVerdict = { refused: 'keyRefused', accountNotFound: 'accountNotFound', limited: 'refused' } as const;

function askedOf(error: unknown): Asked {
	if (error instanceof NetworkError) {
		return 'silence';
	}
	if (error instanceof UnexpectedResponseError) {
		return 'unclear';
	}
	if (!(error instanceof ApiError)) {
		throw error;
	}
	const verdict = verdictOf(error);
	return (
		askedByRemedy[error.remedy] ??
		(verdict === undefined ? (error.code === 32 ? 'noList' : 'unclear') : askedByVerdict[verdict])
	);
}
