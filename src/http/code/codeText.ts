import { maskKnown, redactedValue } from '../../net/redaction/maskKnown';
import type { Redactor } from '../../net/redaction/redact';
import type { ShownText } from '../../net/redaction/shownText';
import type { CodeRequest, CodeWriter } from './codeRequest';
import { csharp } from './csharp';
import { go } from './go';
import { axios, fetchCall } from './javascript';
import { guzzle, phpCurl } from './php';
import { python } from './python';

/** By the name that people call it. */
export const codeWriters: Readonly<Record<string, CodeWriter>> = {
	'JavaScript (fetch)': fetchCall,
	'JavaScript (axios)': axios,
	'PHP (cURL)': phpCurl,
	'PHP (Guzzle)': guzzle,
	'Python (Requests)': python,
	'C# (HttpClient)': csharp,
	'Go (net/http)': go,
};

/** Why there is no code: it would send something else, or nothing. */
export type CodeRefusal = 'headerBeyondAscii' | 'bodyOfGet';

/** @param language a name of `codeWriters` */
export function codeRefusal(language: string, { method, headers, body }: CodeRequest): CodeRefusal | undefined {
	// Here they are Latin-1; elsewhere UTF-8, Latin-1 or an error.
	if (headers.some(([, value]) => /[^\0-\u007F]/u.test(value))) {
		return 'headerBeyondAscii';
	}
	const cannotHaveBody = method === 'GET' || method === 'HEAD';
	return body !== undefined && cannotHaveBody && language === 'JavaScript (fetch)' ? 'bodyOfGet' : undefined;
}

/**
 * The program that sends the request, without the secrets that the request says itself.
 * @returns with whether a secret was left out
 */
export function redactedCode(
	write: CodeWriter,
	request: CodeRequest,
	redactor: Pick<Redactor, 'redact' | 'find'>,
): { readonly code: ShownText; readonly isRedacted: boolean } {
	const { url, headers, body } = request;
	const shown = write({
		...request,
		url: redactor.redact(url),
		headers: headers.map(([name, value]) => [name, redactedValue(name, value, redactor)]),
		body: body === undefined ? undefined : redactor.redact(body),
	});
	// The program itself says where the credential goes, as `"Authorization": …` does.
	const code = maskKnown(shown, redactor);
	return { code, isRedacted: code !== write(request) };
}
