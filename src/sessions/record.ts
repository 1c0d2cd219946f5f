import { parseAccount } from '../flowlu/account';
import { secretOf, type Credential, type Session } from '../flowlu/session';
import { openSecret, Secret, secretTail } from '../net/secret';

/** What one secret of SecretStorage holds. It is written once and never changed, so that a late write cannot bring back a removed session. */
export interface SessionRecord {
	readonly session: Session;
	readonly credential: Credential;
	/** Milliseconds since 1970, for the order in the tree. */
	readonly addedAt: number;
}

const version = 1;

export function writeRecord({ session, credential, addedAt }: SessionRecord): string {
	const secret = openSecret(secretOf(credential));
	return JSON.stringify({
		version,
		account: session.account,
		grant: session.grant,
		label: session.label,
		login: session.login,
		addedAt,
		credential: credential.kind === 'apiKey' ? { apiKey: secret } : { accessToken: secret },
	});
}

/** The record, or undefined for anything that this version did not write: text that is no JSON, another version, a credential for an address that is no account. */
export function readRecord(id: string, text: string): SessionRecord | undefined {
	const record = parseObject(text);
	const credential = record && readCredential(objectAt(record, 'credential'));
	const account = record && readAccount(objectAt(record, 'account'));
	if (record?.['version'] !== version || credential === undefined || account === undefined) {
		return undefined;
	}
	const label = record['label'];
	const addedAt = record['addedAt'];
	const login = record['login'];
	const grant = credential.kind === 'apiKey' ? 'apiKey' : 'password';
	if (record['grant'] !== grant || typeof label !== 'string' || typeof addedAt !== 'number') {
		return undefined;
	}
	const tail = secretTail(secretOf(credential));
	return {
		session: { id, account, grant, label, tail, ...(typeof login === 'string' && { login }) },
		credential,
		addedAt,
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
