import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { caseMark, caseWord } from '../../messages/caseWords';
import { formatDuration } from '../../messages/units';
import type { Redactor } from '../../net/redaction/redact';
import type { CaseResult, CaseState } from '../../runs/caseResult';
import { comparisonLines, type Finding } from '../running/findings';
import { githubAnnotation } from './githubAnnotation';
import type { Style, Terminal } from './terminal';

const styles: Readonly<Record<CaseState, Style>> = {
	passed: 'green',
	failed: 'red',
	incomplete: 'red',
	noResponse: 'red',
	notSent: 'red',
	skipped: 'yellow',
	cancelled: 'yellow',
};

/** Prints the results of a run as they come. */
export interface CaseLines {
	/** @param item is sent now */
	started(item: Pick<CaseResult, 'name' | 'row'>): void;
	/** @param findings what is wrong with it */
	result(result: CaseResult, findings: readonly Finding[]): void;
	summary(results: readonly CaseResult[], milliseconds: number): void;
}

interface CaseLinesOptions {
	readonly terminal: Terminal;
	readonly redactor: Pick<Redactor, 'redact'>;
	/** Absolute; files are named from it. */
	readonly cwd: string;
	/** Does GitHub Actions read what is printed? */
	readonly annotates: boolean;
}

export function caseLines({ terminal, redactor, cwd, annotates }: CaseLinesOptions): CaseLines {
	let file: string | undefined;

	function findingLines(finding: Finding, name: string): void {
		const { place, message } = finding;
		const compared = comparisonLines(finding);
		const at = `${shownPath(place.uri, cwd)}:${place.line}:${place.column}`;
		terminal.line('    ', at, ': ', message);
		for (const line of compared) {
			terminal.line('      ', line);
		}
		if (annotates) {
			terminal.command(
				githubAnnotation({
					line: place.line,
					column: place.column,
					file: redactor.redact(shownPath(place.uri, cwd)),
					title: redactor.redact(name),
					message: redactor.redact([message, ...compared].join('\n')),
				}),
			);
		}
	}

	return {
		started: item => {
			terminal.progress(`  … ${caseName(item)}`);
		},
		result: (result, findings) => {
			if (result.uri !== file) {
				file = result.uri;
				terminal.line(['bold', shownPath(file, cwd)]);
			}
			const { state, status, milliseconds } = result;
			const facts = [
				...(status === undefined ? [] : [String(status)]),
				...(milliseconds === undefined ? [] : [formatDuration(milliseconds)]),
			];
			terminal.line('  ', [styles[state], `${caseMark(state)} ${caseWord(state)}`], `  ${caseName(result)}`, [
				'dim',
				facts.map(fact => `  ${fact}`).join(''),
			]);
			for (const finding of findings) {
				findingLines(finding, caseName(result));
			}
		},
		summary: (results, milliseconds) => {
			const counts = [...new Set(results.map(({ state }) => state))].map(
				state => `${results.filter(result => result.state === state).length} ${caseWord(state)}`,
			);
			const noun = results.length === 1 ? 'request' : 'requests';
			terminal.line();
			terminal.line(`${results.length} ${noun}: ${counts.join(', ')} (${formatDuration(milliseconds)})`);
		},
	};
}

function caseName({ name, row }: Pick<CaseResult, 'name' | 'row'>): string {
	return row === undefined ? name : `${name} [${row}]`;
}

/** From the folder in which the program was started, as people write it there. */
export function shownPath(uri: string, cwd: string): string {
	if (!uri.startsWith('file:')) {
		return uri;
	}
	const path = fileURLToPath(uri);
	const way = relative(cwd, path);
	// GitHub, too, wants slashes.
	return (way.startsWith('..') ? path : way).replaceAll('\\', '/');
}
