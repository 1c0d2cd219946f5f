import * as l10n from '@vscode/l10n';
import type { CheckResult } from '../exchanges/checks/checkResult';
import { type CheckProblem, readCheckLine } from '../http/checks/checkLine';
import { predicates, subjects } from '../http/checks/checkWords';
import { formatCount, plural } from './plural';

/** Why a line `?? …` is not carried out. */
export function checkMessage(code: CheckProblem['code'], detail: string): string {
	switch (code) {
		case 'unsupportedCheck':
			return l10n.t(
				'This is not checked: it needs JavaScript, XPath or a hash. A run counts the request as incomplete.',
			);
		case 'unknownCheckSubject':
			return l10n.t('{0} cannot be checked. What can be: {1}.', detail, Object.keys(subjects).join(', '));
		case 'unknownCheckPredicate':
			return l10n.t(
				'There is no comparison in {0}. The comparisons are {1}.',
				detail,
				Object.keys(predicates).join(', '),
			);
		case 'missingCheckArgument':
			return l10n.t(
				"{0} needs a name or a path behind it: 'header content-type', 'field name', 'every $.active'.",
				detail,
			);
		case 'missingCheckPredicate':
			return l10n.t("What should {0} be? Write '{0} exists', or '{0} ==' and a value.", detail);
		case 'missingCheckValue':
			return l10n.t('{0} needs a value to compare with behind it.', detail);
		case 'needlessCheckValue':
			return l10n.t('This comparison takes no value. Remove {0}.', detail);
		case 'variableInCheck':
			return l10n.t('In a check, variables can stand only behind the comparison, not in {0}.', detail);
	}
}

/** Why a check of a response does not hold, or was not carried out. */
export function checkFailureText({ kind, because = 'unreadable', text, expected, actual }: CheckResult): string {
	if (kind !== 'notRun') {
		return actual === ''
			? l10n.t('Expected {0}, but nothing came.', expected)
			: l10n.t('Expected {0}, got {1}.', expected, actual);
	}
	switch (because) {
		case 'noPath':
			return l10n.t('Not checked: this is not a JSONPath (RFC 9535).');
		case 'costly':
			return l10n.t('Not checked: this would take too long, as it looks at too much of the response.');
		case 'noPattern':
			return l10n.t(
				'Not checked: this is not a regular expression that can be used here. Look-ahead (?=…) and back-references cannot.',
			);
		case 'noValue':
			return l10n.t('Not checked: the variable is empty, and every value contains an empty text.');
		case 'noOrder':
			return l10n.t("Not checked: only numbers and dates can be compared by size, not '{0}'.", expected);
		case 'tooLarge':
			return l10n.t('Not checked: the value is too large to be compared.');
		case 'unreadable':
			return unreadableText(text);
	}
}

/** The same where the check does not stand beside it: the line, and what came. */
export function failedCheckText(check: CheckResult): string {
	const { kind, text, expected, actual } = check;
	if (kind === 'notRun') {
		return `${text}: ${checkFailureText(check)}`;
	}
	const got = actual === '' ? l10n.t('nothing') : actual;
	// Only variables make it another text than the line has.
	return text.endsWith(expected)
		? l10n.t('{0}: got {1}', text, got)
		: l10n.t('{0}: expected {1}, got {2}', text, expected, got);
}

/** @param text of the check, without its question marks */
function unreadableText(text: string): string {
	const line = `?? ${text}`;
	const { problem } = readCheckLine(line);
	return problem === undefined || problem.code === 'unsupportedCheck'
		? l10n.t('Not checked: this needs JavaScript, XPath or a hash.')
		: l10n.t('Not checked: {0}', checkMessage(problem.code, line.slice(problem.span.start, problem.span.end)));
}

/** `3 of 4 checks hold` */
export function checksText(checks: readonly Pick<CheckResult, 'kind'>[]): string {
	const holding = checks.filter(({ kind }) => kind === 'holds').length;
	const text = l10n.t('{0} of {1, plural, one {# check holds} other {# checks hold}}', formatCount(holding));
	return plural(text, checks.length);
}
