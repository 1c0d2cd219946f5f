import { comparisonLines } from '../running/findings';
import type { Report, ReportFile, ReportRequest } from './report';
import { element, textContent } from './xml';

type Verdict = 'passed' | 'failure' | 'error' | 'skipped';

/** The report as JUnit has it: a suite is a file, a case a request. Every count is counted from the cases. */
export function junitText({ files, started, milliseconds }: Report): string {
	const suites = files.map(file => suiteOf(file, started));
	const requests = files.flatMap(file => file.requests);
	const { tests, failures, errors } = countsOf(requests);
	const all = element(
		'testsuites',
		{ name: 'flowlu-workbench', tests, failures, errors, time: seconds(milliseconds) },
		...suites.map(suite => `\n${suite}`),
		'\n',
	);
	return `<?xml version="1.0" encoding="UTF-8"?>\n${all}\n`;
}

function suiteOf({ file, requests }: ReportFile, started: string): string {
	const time = requests.reduce((sum, { milliseconds = 0 }) => sum + milliseconds, 0);
	const names = namesOf(requests);
	return element(
		'testsuite',
		{
			name: file,
			...countsOf(requests),
			time: seconds(time),
			// The form has no fractions and no zone.
			timestamp: started.slice(0, 19),
			file,
		},
		...requests.map((request, index) => `\n${caseOf(request, names[index] ?? '', file)}`),
		'\n',
	);
}

/** Each once: GitLab leaves out a case that has the name of an earlier one, and with it that it failed. */
function namesOf(requests: readonly ReportRequest[]): readonly string[] {
	const given = requests.map(({ name, row }) => (row === undefined ? name : `${name} [${row}]`));
	const counts = new Map<string, number>();
	const written = new Set(given);
	return given.map(name => {
		let count = (counts.get(name) ?? 0) + 1;
		let own = count === 1 ? name : `${name} (${count})`;
		while (count > 1 && written.has(own)) {
			count++;
			own = `${name} (${count})`;
		}
		counts.set(name, count);
		written.add(own);
		return own;
	});
}

function caseOf(request: ReportRequest, name: string, file: string): string {
	const { line, milliseconds = 0, body } = request;
	const content = [
		...verdictElement(request),
		...(body === undefined ? [] : [element('system-out', {}, textContent(body))]),
	];
	return element(
		'testcase',
		{
			name,
			classname: file,
			time: seconds(milliseconds),
			file,
			line,
		},
		...content,
	);
}

function verdictElement(request: ReportRequest): readonly string[] {
	const verdict = verdictOf(request);
	const [first] = request.findings;
	switch (verdict) {
		case 'passed':
			return [];
		case 'skipped':
			return [element('skipped', { message: 'The run ended before its turn.' })];
		case 'failure':
		case 'error':
			return [
				element(
					verdict,
					{ message: first?.message ?? request.state, type: request.state },
					textContent(findingsText(request)),
				),
			];
	}
}

function findingsText({ findings }: ReportRequest): string {
	return findings
		.flatMap(finding => {
			const { file, line, column, message } = finding;
			return [`${file}:${line}:${column}: ${message}`, ...comparisonLines(finding).map(compared => `  ${compared}`)];
		})
		.join('\n');
}

/** One that another one kept from being sent is no mere skip: nothing else in the report would say why the run failed. */
function verdictOf({ state, wasTried }: ReportRequest): Verdict {
	switch (state) {
		case 'passed':
			return 'passed';
		case 'failed':
		case 'incomplete':
			return 'failure';
		case 'noResponse':
		case 'notSent':
			return 'error';
		case 'skipped':
		case 'cancelled':
			return wasTried ? 'error' : 'skipped';
	}
}

function countsOf(requests: readonly ReportRequest[]) {
	const verdicts = requests.map(verdictOf);
	const count = (wanted: Verdict): number => verdicts.filter(verdict => verdict === wanted).length;
	return {
		tests: requests.length,
		failures: count('failure'),
		errors: count('error'),
		skipped: count('skipped'),
	};
}

function seconds(milliseconds: number): string {
	return (milliseconds / 1000).toFixed(3);
}
