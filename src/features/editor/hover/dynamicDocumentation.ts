import * as vscode from 'vscode';

/** A dynamic variable as a snippet writes it, and what it is. */
export interface DynamicVariableDocumentation {
	/** With its dollar sign, without arguments. */
	readonly name: string;
	/** A snippet of the arguments, with the blank or parenthesis before them. */
	readonly arguments: string;
	readonly documentation: string;
}

/** The dynamic variables that a scratchpad may use, as completion offers them. */
export function documentedVariables(): readonly DynamicVariableDocumentation[] {
	const uuid = vscode.l10n.t('A new UUID for every use.');
	const date = vscode.l10n.t(
		"The time in UTC: rfc1123, iso8601 or a format such as 'YYYY-MM-DD', and an offset such as -1 d.",
	);
	return [
		{ name: '$guid', arguments: '', documentation: uuid },
		{ name: '$uuid', arguments: '', documentation: uuid },
		{
			name: '$timestamp',
			arguments: '',
			documentation: vscode.l10n.t('Seconds since 1970, optionally with an offset such as -1 d.'),
		},
		{ name: '$isoTimestamp', arguments: '', documentation: vscode.l10n.t('The time in UTC, as ISO 8601.') },
		{ name: '$datetime', arguments: " '${1:YYYY-MM-DD}'", documentation: date },
		{
			name: '$localDatetime',
			arguments: " '${1:YYYY-MM-DD}'",
			documentation: vscode.l10n.t('The same as $datetime in the time zone of this machine.'),
		},
		{
			name: '$randomInt',
			arguments: ' ${1:0} ${2:100}',
			documentation: vscode.l10n.t('A whole number from the first up to, but not including, the second.'),
		},
		{
			name: '$processEnv',
			arguments: ' ${1:NAME}',
			documentation: vscode.l10n.t('A variable of the environment that VS Code runs in.'),
		},
		{
			name: '$dotenv',
			arguments: ' ${1:NAME}',
			documentation: vscode.l10n.t('A variable of the nearest .env file, in the folder of the document or above it.'),
		},
		...['integer(${1:0}, ${2:100})', 'float(${1:0}, ${2:1})', 'alphabetic(${1:8})', 'alphanumeric(${1:8})'].map(random),
		...['hexadecimal(${1:8})', 'email', 'uuid'].map(random),
	];
}

function random(call: string): DynamicVariableDocumentation {
	const [name = '', rest] = call.split('(', 2);
	return {
		name: `$random.${name}`,
		arguments: rest === undefined ? '' : `(${rest}`,
		documentation: vscode.l10n.t('A random value of this kind for every use.'),
	};
}

/** What the variable is; undefined where there is none of the name. */
export function dynamicDocumentation(text: string): string | undefined {
	const [name = ''] = /^\$[\w.]*/u.exec(text) ?? [];
	return documentedVariables().find(({ name: known }) => known === name)?.documentation;
}
