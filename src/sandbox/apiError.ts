import type { SandboxSwitches } from './sandboxOptions';
import { jsonResponse, type SandboxResponse } from './sandboxResponse';

/** The codes of F-api that the sandbox responds with, and the HTTP status each gets under `httpStatusForErrors`. */
const httpStatuses: Readonly<Record<number, number>> = {
	10: 500,
	11: 401,
	12: 400,
	13: 500,
	20: 404,
	21: 422,
	22: 403,
};

/** An API call that fails in the documented way. */
export class ApiError extends Error {
	override readonly name = 'ApiError';

	constructor(
		readonly code: number,
		message: string,
		/** Field name to what is wrong with it, on validation errors. */
		readonly details?: Readonly<Record<string, string>>,
	) {
		super(message);
	}
}

/** The envelope: shape 1 of the API notes, or shape 2 for validation. Comes with HTTP 200 unless a switch says otherwise. */
export function errorResponse({ code, message, details }: ApiError, switches: SandboxSwitches): SandboxResponse {
	const status = switches.httpStatusForErrors === true ? (httpStatuses[code] ?? 404) : 200;
	if (details === undefined) {
		return jsonResponse({ error: { error_code: code, error_msg: message } }, status);
	}
	if (switches.validationCode21 === true) {
		return jsonResponse({ error: { error_code: code, error_msg: message, error_details: details } }, status);
	}
	const description = switches.omitValidationDescription === true ? {} : { description: 'Form filling error' };
	return jsonResponse({ error: 'validation', ...description, details }, status);
}
