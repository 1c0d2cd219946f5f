import * as l10n from '@vscode/l10n';
import { remedyOfStatus } from '../flowlu/responses/errorShapes';
import {
	ApiError,
	ForeignOriginError,
	MisleadingHeaderError,
	OwnCredentialError,
	SessionRemovedError,
	TooManyRecordsError,
	UnexpectedResponseError,
	type Remedy,
} from '../flowlu/responses/flowluErrors';
import { NetworkError } from '../net/networkErrors';
import { UnfinishedFileError } from '../records/export/unfinishedFileError';
import { SheetLimitError } from '../records/export/xlsx/sheetLimits';
import { PartialListError } from '../records/pages/pagingPlace';
import { shortText } from './exportMessages';
import { describeNetworkError } from './networkMessages';
import { formatBytes } from './units';

/** Why a request got no response of use, and what to do, in the user's language; free of secrets as long as the server's own words are. */
export function describeFault(error: unknown): string {
	if (error instanceof ApiError) {
		return describeApiError(error);
	}
	if (error instanceof NetworkError) {
		return describeNetworkError(error);
	}
	if (error instanceof ForeignOriginError) {
		return l10n.t(
			'Not sent: the request goes to {0}, but the key belongs to {1}. A key is only ever sent to its own account.',
			error.target,
			error.accountOrigin,
		);
	}
	if (error instanceof OwnCredentialError) {
		return describeOwnCredential(error);
	}
	if (error instanceof MisleadingHeaderError) {
		return l10n.t(
			'Not sent: the header {0} can make a server or proxy treat this as a different request. Remove it.',
			error.header,
		);
	}
	if (error instanceof SessionRemovedError) {
		return l10n.t('The key or sign-in was removed.');
	}
	if (error instanceof UnexpectedResponseError) {
		return describeUnexpected(error);
	}
	if (error instanceof TooManyRecordsError) {
		return describeTooMany(error);
	}
	if (error instanceof PartialListError) {
		return l10n.t({
			message: 'The list may not be whole. {0}',
			args: [shortText(error.because)],
			comment: ['{0} is a sentence that says why'],
		});
	}
	if (error instanceof SheetLimitError) {
		return describeSheetLimit(error);
	}
	if (error instanceof UnfinishedFileError) {
		return describeUnfinished(error);
	}
	if (error instanceof Error) {
		return isDiskFull(error) ? l10n.t('The disk is full.') : error.message;
	}
	return String(error);
}

/** Is there no room for what is written, or not for this user? */
export function isDiskFull(error: Error): boolean {
	return 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

function describeTooMany({ max, unit }: TooManyRecordsError): string {
	return l10n.t({
		message:
			"The list has more than {0}, too much for one response. Export it to a file, or write 'max=' behind @all-pages.",
		args: [unit === 'records' ? l10n.t('{0} records', max) : formatBytes(max)],
		comment: ['{0} is like "10000 records" or "20 MB"'],
	});
}

function describeUnfinished({ reason, file }: UnfinishedFileError): string {
	return reason === 'inUse'
		? l10n.t('Another window or program writes this file. If none does, delete {0} and try again.', file)
		: l10n.t('{0} was changed since the export stopped. Start the export over.', file);
}

function describeSheetLimit({ limit }: SheetLimitError): string {
	return limit === 'columns'
		? l10n.t('A sheet has at most 16,384 columns, and the records need more. Export them as NDJSON.')
		: l10n.t('An XLSX file has at most 4 GB, and the records need more. Export them as CSV or NDJSON.');
}

function describeOwnCredential({ where }: OwnCredentialError): string {
	return where === 'userinfo'
		? l10n.t(
				'Not sent: there is a user name or password in the address. Remove it; the credential of the account is added when the request is sent.',
			)
		: l10n.t(
				'Not sent: the request has its own {0}. Remove it; the credential of the account is added when the request is sent.',
				where,
			);
}

/** Code, message, the fields at fault and what to do. */
export function describeApiError({ code, message, fields, remedy }: ApiError): string {
	const details = fields.map(problem =>
		problem.field === '' ? problem.message : `${problem.field}: ${problem.message}`,
	);
	const said = [message, ...details]
		.filter(text => text !== '')
		.join(' · ')
		.replace(/\.$/u, '');
	const isUndocumented = remedy === 'readMessage' && code !== '';
	return `${apiErrorTitle(code, said)}. ${isUndocumented ? l10n.t('This error code is not documented; the response is shown unchanged.') : describeRemedy(remedy)}`;
}

/** An error in a line: the code and the words of Flowlu, of which either may be missing. */
export function apiErrorTitle(code: ApiError['code'], said: string): string {
	if (code === '') {
		return said === ''
			? l10n.t('Flowlu reports an error without saying which')
			: l10n.t({ message: 'Flowlu error: {0}', args: [said], comment: ['{0} is what Flowlu said'] });
	}
	return said === ''
		? l10n.t('Flowlu error {0}', code)
		: l10n.t({
				message: 'Flowlu error {0}: {1}',
				args: [code, said],
				comment: ['{0} is a code, {1} what Flowlu said'],
			});
}

function describeRemedy(remedy: Remedy): string {
	switch (remedy) {
		case 'checkKey':
			return l10n.t('Check that the key still exists in the portal, or sign in again.');
		case 'checkAccount':
			return l10n.t('Check the address of the account.');
		case 'signInAgain':
			return l10n.t('Check login and password and sign in again; only administrators may use the API this way.');
		case 'checkRequest':
			return l10n.t('Check the parameters of the request.');
		case 'fixFields':
			return l10n.t('Correct the named fields.');
		case 'askForAccess':
			return l10n.t('The key does not have this permission. Grant it in the API settings of the portal.');
		case 'checkRecord':
			return l10n.t('Check the id: there is no such record.');
		case 'checkMethod':
			return l10n.t('Check the method: this entity does not have it, or the key may not use it.');
		case 'checkModule':
			return l10n.t('Check the module in the path.');
		case 'checkPath':
			return l10n.t('Check the path: the server does not know it.');
		case 'slowDown':
			return l10n.t('Too many requests: wait a moment and send again.');
		case 'retryLater':
			return l10n.t('The problem is on the server. Try again later.');
		case 'readMessage':
			return l10n.t('The response is shown unchanged.');
	}
}

function describeUnexpected({ kind, status, content }: UnexpectedResponseError): string {
	const advice = remedyOfStatus(status);
	return [describeContent(kind, status, content), ...(advice === 'readMessage' ? [] : [describeRemedy(advice)])].join(
		' ',
	);
}

function describeContent(kind: UnexpectedResponseError['kind'], status: number, content: string | undefined): string {
	switch (kind) {
		case 'html':
			return l10n.t(
				'Received a web page instead of data (HTTP {0}). Check that this is the address of the API, on the right host.',
				status,
			);
		case 'empty':
			return l10n.t('The response is empty (HTTP {0}).', status);
		case 'invalidJson':
			return l10n.t('The response is not valid JSON, or was cut off (HTTP {0}).', status);
		case 'incomplete':
			return content === undefined
				? l10n.t('The response does not have the format of the Flowlu API (HTTP {0}).', status)
				: l10n.t('The response is only {0} (HTTP {1}): neither data nor an error.', content, status);
		case 'redirect':
			return l10n.t(
				'The server redirects the request (HTTP {0}). Redirects are not followed, so that no credential is sent elsewhere.',
				status,
			);
	}
}
