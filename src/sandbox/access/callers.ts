import { ApiError } from '../apiError';
import type { ApiKey, ApiKeys } from './apiKeys';
import type { SandboxSwitches } from '../sandboxOptions';
import { lastValue, type Parameters } from '../sentParameters';
import { isPermitted } from './keyPermissions';
import type { SandboxUser, Tokens } from './accessTokens';
import type { MethodName } from '../../catalog/catalog';

/** In whose name a call is made. */
export type Caller = { readonly apiKey: ApiKey } | { readonly user: SandboxUser };

/** What says who calls. */
export interface Credentials {
	readonly query: Parameters;
	readonly body: Parameters;
	readonly authorization: string | undefined;
}

/** @throws ApiError 11 when the call names no key or token, or one that is not good. */
export function identify(
	{ query, body, authorization }: Credentials,
	{ apiKeys, tokens, switches }: { apiKeys: ApiKeys; tokens: Tokens; switches: SandboxSwitches },
): Caller {
	const key = lastValue(query, 'api_key') ?? lastValue(body, 'api_key');
	if (key !== undefined) {
		const apiKey = apiKeys.find(key);
		if (apiKey === undefined) {
			throw new ApiError(11, 'api key not found');
		}
		apiKeys.markUsed(key);
		return { apiKey };
	}
	const token = tokenOf(authorization ?? '', switches);
	const user = token === undefined ? undefined : tokens.userOf(token);
	if (user === undefined) {
		throw token !== undefined && tokens.wasRevoked(token)
			? new RevokedToken()
			: new ApiError(11, 'authorization failed');
	}
	return { user };
}

/** Told apart from ApiError because it may have a shape of its own. */
export class RevokedToken extends Error {
	override readonly name = 'RevokedToken';
}

/**
 * @throws ApiError for a key without the permission, and for the token of somebody who is no administrator: that such a
 * token is issued and then refused with "access denied" is our reading of "administrators only".
 */
export function demandPermission(
	caller: Caller,
	call: { readonly module: string; readonly entity: string; readonly method: MethodName },
	{ deniedCode = 22 }: SandboxSwitches,
): void {
	const allowed = 'user' in caller ? caller.user.administrator : isPermitted(caller.apiKey.permissions, call);
	if (!allowed) {
		throw new ApiError(deniedCode, 'access denied');
	}
}

function tokenOf(authorization: string, { bearerTokens }: SandboxSwitches): string | undefined {
	const { scheme, value } = /^(?<scheme>\w+) +(?<value>\S+)$/u.exec(authorization)?.groups ?? {};
	switch (scheme?.toLowerCase() ?? '') {
		case 'basic': {
			const [name, ...token] = Buffer.from(value ?? '', 'base64')
				.toString()
				.split(':');
			return name === 'bearer' ? token.join(':') : undefined;
		}
		case 'bearer':
			return bearerTokens === true ? value : undefined;
		default:
			return undefined;
	}
}
