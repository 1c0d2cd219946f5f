/** Why a text is no API key: nothing at all, an address or parameter that holds one, quotation marks around it, or space inside. */
export type ApiKeyProblem = 'empty' | 'address' | 'quoted' | 'spaces' | 'unprintable';

/** What a paste of more than the key looks like. The form of real keys is not documented, so everything else passes. */
export function apiKeyProblem(text: string): ApiKeyProblem | undefined {
	const key = text.trim();
	if (key === '') {
		return 'empty';
	}
	if (/^[a-z][a-z0-9+.-]*:\/\/|\bapi_key\b/iu.test(key)) {
		return 'address';
	}
	if (/^["'`“”‘’«»„].*["'`“”‘’«»]$/u.test(key)) {
		return 'quoted';
	}
	if (/\s/u.test(key)) {
		return 'spaces';
	}
	return /[\p{Cc}\p{Cf}]/u.test(key) ? 'unprintable' : undefined;
}
