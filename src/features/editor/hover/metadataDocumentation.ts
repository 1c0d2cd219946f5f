import * as vscode from 'vscode';
import { plainMetadataName } from '../../../http/build/sendingMetadata';

/** Metadata as it is written, and what it does. */
export interface MetadataDocumentation {
	readonly name: string;
	/** A snippet of the value, empty where there is none. */
	readonly value: string;
	readonly documentation: string;
}

/** All metadata that does something here. */
export function documentedMetadata(): readonly MetadataDocumentation[] {
	return [
		{
			name: 'name',
			value: '${1:name}',
			documentation: vscode.l10n.t('A name for the request, unique in the document.'),
		},
		{
			name: 'title',
			value: '${1:title}',
			documentation: vscode.l10n.t('A title for the outline, used if there is none after ###.'),
		},
		{ name: 'description', value: '${1:text}', documentation: vscode.l10n.t('What the request is for. Not sent.') },
		{
			name: 'account',
			value: '$0',
			documentation: vscode.l10n.t(
				'Sends the request to this account: its name, host or address. Above the first request, in a part that ends with ###, it applies to the whole document.',
			),
		},
		{
			name: 'key',
			value: '$0',
			documentation: vscode.l10n.t(
				"Sends the request with the key of this name; otherwise the account's active key is used. Above the first request, in a part that ends with ###, it applies to the whole document.",
			),
		},
		{
			name: 'prompt',
			value: '${1:name} ${2:description}',
			documentation: vscode.l10n.t(
				'Asks for the value of a variable when the request is sent. It is masked while it is typed if its name suggests a password, token or key.',
			),
		},
		{
			name: 'note',
			value: '${1:text}',
			documentation: vscode.l10n.t('Asks for confirmation before the request is sent.'),
		},
		{
			name: 'timeout',
			value: '${1:5} ${2|s,ms,m|}',
			documentation: vscode.l10n.t('How long the response may take: a number with ms, s or m, one hour at most.'),
		},
		{
			name: 'sleep',
			value: '${1:500}',
			documentation: vscode.l10n.t(
				'Waits before the request is sent: milliseconds, or a number with ms, s or m, one hour at most.',
			),
		},
		{
			name: 'retry',
			value: '${1:3} ${2:2 s}',
			documentation: vscode.l10n.t(
				'Sends a read again that did not succeed, or of which a check does not hold: how many times, up to 100, and how long to wait before each. The last response counts.',
			),
		},
		{
			name: 'continue',
			value: '',
			documentation: vscode.l10n.t('When requests are run, the next one is sent even if this one does not pass.'),
		},
		{
			name: 'each',
			value: './${1:rows.csv}',
			documentation: vscode.l10n.t(
				'Sends the request once for each row of a file (CSV, TSV, JSON, NDJSON), with its columns as variables; values stay the text that they are. Reads, and in test accounts and sandboxes writes too.',
			),
		},
		{
			name: 'key-column',
			value: '${1:name}',
			documentation: vscode.l10n.t('The column of the @each file whose values name the rows in results.'),
		},
		{
			name: 'all-pages',
			value: '',
			documentation: vscode.l10n.t(
				'Reads every page of a list, after all other requests to the account, and shows the records as one response: 10,000 at most, or those that max=500 after it allows. For more, export the list to a file.',
			),
		},
		{
			name: 'ref',
			value: '$0',
			documentation: vscode.l10n.t('Sends the request of this name first, unless it has a response already.'),
		},
		{
			name: 'forceRef',
			value: '$0',
			documentation: vscode.l10n.t('Sends the request of this name first, every time.'),
		},
		{
			name: 'import',
			value: './${1:file}.flowlu.http',
			documentation: vscode.l10n.t('Makes the variables and the named requests of another document available here.'),
		},
		{
			name: 'no-log',
			value: '',
			documentation: vscode.l10n.t('The request is kept neither in the history nor in the log.'),
		},
		{
			name: 'ignore',
			value: '\\$.response.items[*].${1:field}',
			documentation: vscode.l10n.t('Leaves a part of the response, by its JSONPath, out of comparisons.'),
		},
		{ name: 'disabled', value: '', documentation: vscode.l10n.t('The request is not sent.') },
	];
}

/** What the metadata does, whichever way its name is spelled; undefined where nothing is known of it. */
export function metadataDocumentation(plainName: string): string | undefined {
	return documentedMetadata().find(({ name }) => plainMetadataName(name) === plainName)?.documentation;
}
