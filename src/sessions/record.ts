import { parseAccount } from '../flowlu/account';
import { type Credential, grantOf, secretOf, type Session } from '../flowlu/session';
import type { VerificationMark } from '../flowlu/sessionEntry';
import type { Verification } from '../flowlu/verify';
import { openSecret, Secret, secretTail } from '../net/redaction/secret';

/**
 * What one secret of SecretStorage holds. It is written once and never changed, so that a late write cannot bring back a removed session; and all
 * that belongs to a new session is in it, so that no crash can leave half of one.
 */
export interface SessionRecord {
	readonly session: Session;
	readonly credential: Credential;
	/** Milliseconds since 1970, for the order in the tree. */
	readonly addedAt: number;
	/** What was known of the credential when it was stored. */
	readonly verification?: VerificationMark;
	/** Milliseconds since 1970 when it became the active one of its account, if it was stored as that. */
	readonly usedAt?: number;
	/** Ids of the sessions whose place it took, oldest first. They count as removed from the moment this record is stored. */
	readonly replaces?: readonly string[];
}

/** Why a stored session is not shown as one: a newer version wrote it, or it is no record at all. */
export type UnreadableReason = 'newer' | 'damaged';

export type StoredRecord =
	| { readonly kind: 'record'; readonly record: SessionRecord }
	| { readonly kind: 'unreadable'; readonly reason: UnreadableReason };

const version = 1;

/**
 * A reader for each version that was ever released. A new version gets a reader of its own here and leaves the old ones as they are: nobody's
 * records are rewritten, since another window may still run the version that wrote them.
 */
const readers: ReadonlyMap<unknown, (id: string, record: Record<string, unknown>) => SessionRecord | undefined> =
	new Map([[version, readVersion1]]);

export function writeRecord({ session, credential, ...rest }: SessionRecord): string {
	const secret = openSecret(secretOf(credential));
	return JSON.stringify({
		version,
		account: session.account,
		grant: session.grant,
		label: session.label,
		login: session.login,
		...rest,
		credential: credential.kind === 'apiKey' ? { apiKey: secret } : { accessToken: secret },
	});
}

/** What the secret holds. Damaged is text that is no JSON, a version that never was, a credential for an address that is no account. */
export function readRecord(id: string, text: unknown): StoredRecord {
	const stored = typeof text === 'string' ? parseObject(text) : undefined;
	const record = stored && readers.get(stored['version'])?.(id, stored);
	if (record !== undefined) {
		return { kind: 'record', record };
	}
	const written = stored?.['version'];
	const isNewer = typeof written === 'number' && Number.isInteger(written) && written > version;
	return { kind: 'unreadable', reason: isNewer ? 'newer' : 'damaged' };
}

function readVersion1(id: string, record: Record<string, unknown>): SessionRecord | undefined {
	const credential = readCredential(objectAt(record, 'credential'));
	const account = readAccount(objectAt(record, 'account'));
	const { label, addedAt, login, usedAt } = record;
	if (credential === undefined || account === undefined) {
		return undefined;
	}
	const grant = grantOf(credential);
	if (record['grant'] !== grant || typeof label !== 'string' || typeof addedAt !== 'number') {
		return undefined;
	}
	const tail = secretTail(secretOf(credential));
	const verification = readMark(record['verification']);
	const replaces = readIds(record['replaces']);
	return {
		session: { id, account, grant, label, tail, ...(typeof login === 'string' && { login }) },
		credential,
		addedAt,
		...(verification && { verification }),
		...(typeof usedAt === 'number' && { usedAt }),
		...(replaces.length > 0 && { replaces }),
	};
}

function readCredential(value: Record<string, unknown> | undefined): Credential | undefined {
	const apiKey = value?.['apiKey'];
	const accessToken = value?.['accessToken'];
	if (typeof apiKey === 'string' && apiKey !== '') {
		return { kind: 'apiKey', apiKey: new Secret(apiKey) };
	}
	return typeof accessToken === 'string' && accessToken !== ''
		? { kind: 'accessToken', accessToken: new Secret(accessToken) }
		: undefined;
}

/** The origin decides where the credential goes, so it passes the same gate as what a user types. */
function readAccount(value: Record<string, unknown> | undefined): Session['account'] | undefined {
	const name = value?.['name'];
	const origin = value?.['origin'];
	if (typeof name !== 'string' || typeof origin !== 'string') {
		return undefined;
	}
	const parsed = parseAccount(origin);
	return parsed.ok && parsed.account.origin === origin ? { name, origin } : undefined;
}

const results: ReadonlySet<unknown> = new Set<Verification['result']>([
	'verified',
	'limited',
	'refused',
	'accountNotFound',
	'unreachable',
	'unclear',
]);

/** The mark, or undefined for anything else. */
export function readMark(value: unknown): VerificationMark | undefined {
	if (!isObject(value)) {
		return undefined;
	}
	const { result, at } = value;
	return isResult(result) && typeof at === 'number' ? { result, at } : undefined;
}

function isResult(value: unknown): value is Verification['result'] {
	return results.has(value);
}

function readIds(value: unknown): readonly string[] {
	return Array.isArray(value) ? value.filter(id => typeof id === 'string') : [];
}

function objectAt(value: Record<string, unknown>, name: string): Record<string, unknown> | undefined {
	const child = value[name];
	return isObject(child) ? child : undefined;
}

/** JSON text of an object; undefined for any other text. */
export function parseObject(text: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isObject(value) ? value : undefined;
	} catch {
		// The caller reports what it skips.
		return undefined;
	}
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
