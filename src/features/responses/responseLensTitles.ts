import * as vscode from 'vscode';
import { apiErrorTitle } from '../../messages/faultMessages';
import { formatCount, plural } from '../../messages/plural';
import { mediaTypeOf } from '../../net/http';
import type { Envelope } from '../../flowlu/responses/envelope';
import type { ApiError } from '../../flowlu/responses/flowluErrors';
import type { Redactor } from '../../net/redaction/redact';
import { beginningOf } from '../../net/redaction/shownText';
import type { Exchange } from '../../exchanges/exchange';
import type { JsonProblem } from '../../exchanges/reading';
import { formatBytes, formatDuration } from '../../messages/units';

/** A line of lenses is not wrapped, and a response's column is often narrow; the whole is told on click. */
const maxTitle = 80;

/** How it ended and how many records came: `200 OK · 50 of 312 items`. */
export function statusTitle({ reading: { envelope }, response }: Exchange, redactor: Redactor): string {
	const status = `${response.status} ${oneLine(response.statusText, redactor)}`.trimEnd();
	const counts = envelope.kind === 'success' ? envelope.list : undefined;
	return counts === undefined ? status : `${status} · ${countsTitle(counts)}`;
}

/** How long it took and how much came: `245 ms · 12.3 kB`. */
export function costTitle({ response: { milliseconds, body } }: Exchange): string {
	return `${formatDuration(milliseconds)} · ${formatBytes(body.length)}`;
}

/** What is wrong with the response in a few words, with an icon; undefined when nothing is. */
export function problemTitle(
	{ reading: { envelope, kind, problem }, response }: Exchange,
	redactor: Redactor,
): string | undefined {
	switch (envelope.kind) {
		case 'error':
			return `$(error) ${oneLine(errorTitle(envelope.error), redactor)}`;
		case 'unknown':
			return `$(warning) ${kind === 'binary' ? binaryTitle(response, redactor) : reasonTitle(envelope, problem)}`;
		case 'success':
			return undefined;
	}
}

/** What is wrong with the encoding of the text; another one can be chosen. */
export function encodingTitles(
	{ reading: { unknownCharset, damaged, encoding, kind } }: Exchange,
	redactor: Redactor,
): readonly string[] {
	if (kind === 'binary') {
		return [];
	}
	return [
		unknownCharset !== undefined &&
			vscode.l10n.t(
				'$(info) Unknown charset {0}, read as {1}: Read As…',
				oneLine(unknownCharset, redactor),
				encoding.toUpperCase(),
			),
		damaged && vscode.l10n.t('$(info) Parts of it are not valid {0}: Read As…', encoding.toUpperCase()),
	].filter(title => title !== false);
}

/** What was done to the body to show it: a coding that it does not have, a beginning shown for the whole. */
export function noteTitles(
	{ response: { wrongCoding } }: Exchange,
	shortened: boolean,
	redactor: Redactor,
): readonly string[] {
	return [
		wrongCoding !== undefined &&
			vscode.l10n.t('$(info) Not compressed, though Content-Encoding says {0}', oneLine(wrongCoding, redactor)),
		shortened && vscode.l10n.t('$(info) Too long: only the beginning is shown'),
	].filter(title => title !== false);
}

function countsTitle({ items, total }: { readonly items: number; readonly total: number | undefined }): string {
	if (total !== undefined) {
		return plural(vscode.l10n.t('{0} of {1, plural, one {# item} other {# items}}', formatCount(items)), total);
	}
	return plural(vscode.l10n.t('{0, plural, one {# item} other {# items}}'), items);
}

function errorTitle({ code, message, fields }: ApiError): string {
	const details = fields.map(({ field, message: said }) => (field === '' ? said : `${field}: ${said}`));
	const words = [message, ...details].filter(text => text !== '').join(' · ');
	return apiErrorTitle(code, words);
}

function binaryTitle({ headers }: Exchange['response'], redactor: Redactor): string {
	const type = mediaTypeOf(headers);
	return type === '' ? vscode.l10n.t('Binary data') : vscode.l10n.t('Binary data: {0}', oneLine(type, redactor));
}

function reasonTitle(
	{ reason, content }: Extract<Envelope, { kind: 'unknown' }>,
	problem: JsonProblem | undefined,
): string {
	switch (reason) {
		case 'html':
			return vscode.l10n.t('A web page, not data');
		case 'empty':
			return vscode.l10n.t('Empty response');
		case 'redirect':
			return vscode.l10n.t('Redirect, not followed');
		case 'incomplete':
			return content === undefined
				? vscode.l10n.t("Not Flowlu's response format")
				: vscode.l10n.t('Only {0}: neither data nor an error', content);
		case 'invalidJson':
			return problem === undefined ? vscode.l10n.t('Not JSON') : jsonProblemTitle(problem);
	}
}

function jsonProblemTitle({ line, column, cutOff }: JsonProblem): string {
	return cutOff
		? vscode.l10n.t('JSON that is cut off in line {0}, column {1}', line, column)
		: vscode.l10n.t('Not valid JSON: line {0}, column {1}', line, column);
}

/** A server's words as part of a lens: one line of bounded length, in which nothing becomes an icon. */
function oneLine(words: string, redactor: Redactor): string {
	const shown = redactor.redact(words.replace(/\s+/gu, ' ').trim());
	return beginningOf(shown, maxTitle).replaceAll('$(', '$\u200b(');
}
