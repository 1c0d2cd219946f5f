import * as vscode from 'vscode';
import type { ApiError } from '../../flowlu/errors';
import { describeApiError } from '../../ui/errorMessages';
import type { Redactor } from '../../net/redact';
import type { Answer } from './readResponse';
import { findJsonValue } from '../../json/position';

/** Error answers are short; a longer text is not searched. */
const searchedCharacters = 500_000;

const messagePaths = [
	['error', 'error_msg'],
	['error', 'error_code'],
	['error_descrption'],
	['error_description'],
	['description'],
	['error'],
];

/** Marks what an error answer says where it says it: the error itself, and each field at fault. */
export function errorDiagnostics(
	document: vscode.TextDocument,
	{ exchange: { envelope }, body }: Answer,
	redactor: Redactor,
): vscode.Diagnostic[] {
	if (envelope.kind !== 'error' || body.kind !== 'json' || body.text.length > searchedCharacters) {
		return [];
	}
	const { error } = envelope;
	const text = document.getText();
	const places: readonly (readonly [message: string, paths: readonly (readonly string[])[]])[] = [
		[describeApiError(error), messagePaths],
		...error.fields
			.filter(({ field }) => field !== '')
			.map(
				({ field, message }) =>
					[
						`${field}: ${message}`,
						[
							['error', 'error_details', field],
							['details', field],
						],
					] as const,
			),
	];
	return places.flatMap(([message, paths]) => {
		const span = paths.map(path => findJsonValue(text, path)).find(found => found !== undefined);
		return span === undefined
			? []
			: [
					diagnostic(
						new vscode.Range(document.positionAt(span.start), document.positionAt(span.end)),
						redactor.redact(message),
						error,
					),
				];
	});
}

function diagnostic(range: vscode.Range, message: string, { code }: ApiError): vscode.Diagnostic {
	const found = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
	found.source = 'Flowlu';
	found.code = code;
	return found;
}
