import * as l10n from '@vscode/l10n';
import type { ProblemCode } from '../http/problem';

const codes = [
	'invalidTimeout',
	'invalidSleep',
	'invalidRetry',
	'retryOfWrite',
	'invalidIgnoredPath',
	'invalidAllPages',
	'rowFileFormat',
	'rowFileEncoding',
	'rowFileSyntax',
	'noRows',
	'tooManyRows',
	'rowWithoutCells',
	'emptyColumn',
	'repeatedColumn',
	'columnName',
	'unknownKeyColumn',
	'missingRow',
	'writeForRows',
] as const satisfies readonly ProblemCode[];

type SendingProblem = (typeof codes)[number];

export function isSendingProblem(code: ProblemCode): code is SendingProblem {
	return codes.some(each => each === code);
}

/** What is wrong with metadata that says how a request is sent or compared, or with the file that its `# @each` names. */
export function sendingMessage(code: SendingProblem, detail: string): string {
	switch (code) {
		case 'invalidTimeout':
			return l10n.t("A timeout is written '# @timeout 5 s', with ms, s or m, up to one hour.");
		case 'invalidSleep':
			return l10n.t("A pause is written '# @sleep 500' in milliseconds, or with ms, s or m, up to one hour.");
		case 'invalidRetry':
			return l10n.t("Repetitions are written '# @retry 3 2 s': how many, up to 100, and how long to wait before each.");
		case 'retryOfWrite':
			return l10n.t(
				'@retry is for GET requests to a list or a record. Requests that may change records are never repeated automatically.',
			);
		case 'invalidIgnoredPath':
			return l10n.t(
				'Nothing is left out: @ignore takes a path of names, indexes and [*], such as $.response.items[*].price.',
			);
		case 'invalidAllPages':
			return l10n.t('@all-pages is for GET requests to a list, with max=500 or nothing behind it.');
		case 'rowFileFormat':
			return l10n.t('{0} cannot be read as rows: use a .csv, .tsv, .json or .ndjson file.', detail);
		case 'rowFileEncoding':
			return l10n.t('{0} is not in UTF-8. Save it in UTF-8 so that every character is what it was.', detail);
		case 'rowFileSyntax':
			return l10n.t(
				'Line {0} of the file of rows cannot be read. CSV: quotation marks have to be closed. JSON: an array of objects in .json, an object on each line in .ndjson.',
				detail,
			);
		case 'noRows':
			return l10n.t('{0} has no rows: nothing would be sent.', detail);
		case 'tooManyRows':
			return l10n.t('The file has more than {0} rows. Split it.', detail);
		case 'rowWithoutCells':
			return l10n.t(
				'The row in line {0} of the file does not have the columns, or the number of cells, of the first one.',
				detail,
			);
		case 'emptyColumn':
			return l10n.t('Column {0} of the file of rows has no name in the first line.', detail);
		case 'repeatedColumn':
			return l10n.t('Two columns of the file of rows are called {0}. Rename one of them.', detail);
		case 'columnName':
			return l10n.t(
				'The column {0} cannot be a variable. Rename it: letters, digits, underscores, dots and dashes, without spaces.',
				detail,
			);
		case 'unknownKeyColumn':
			return l10n.t('The file of rows has no column {0}.', detail);
		case 'missingRow':
			return l10n.t('The file has no row {0} any more. Run the request with all of its rows.', detail);
		case 'writeForRows':
			return l10n.t(
				'{0} is a production account: requests that may change records are not sent there for each row of a file. Use a test account or the sandbox.',
				detail,
			);
	}
}
