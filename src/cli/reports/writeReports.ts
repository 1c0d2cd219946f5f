import { access, constants, lstat, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isFolder } from '../../disk/partFile';
import { unlessMissing } from '../../disk/unlessMissing';
import type { Redactor } from '../../net/redaction/redact';
import type { RunOptions } from '../options/runOptions';
import { UsageError } from '../options/usageError';
import { junitText } from './junit';
import { type ReportedRun, reportOf } from './report';

type Reports = RunOptions['reports'];

/**
 * Makes the folders of the reports and tries to write there, so that nothing is sent whose report would be lost.
 * @throws UsageError
 */
export async function prepareReports(reports: Reports, cwd: string): Promise<void> {
	const paths = reports.map(({ path }) => resolve(cwd, path));
	if (new Set(paths).size < paths.length) {
		throw new UsageError('Two reports cannot be one file.');
	}
	for (const path of paths) {
		if (await isFolder(path)) {
			throw new UsageError(
				`The report cannot be written: ${path} is a folder. Name a file, such as ${join(path, 'report.xml')}`,
			);
		}
		try {
			await mkdir(dirname(path), { recursive: true });
			if (await isWrittenInPlace(path)) {
				await access(path, constants.W_OK);
			} else {
				await writeFile(partOfReport(path), '');
				await rm(partOfReport(path));
			}
		} catch (error) {
			throw new UsageError(failureText(path, error));
		}
	}
}

/**
 * A file has its name only when it is whole.
 * @returns what there is to say of those that could not be written
 */
export async function writeReports(
	reports: Reports,
	run: ReportedRun,
	redactor: Pick<Redactor, 'redact'>,
): Promise<readonly string[]> {
	if (reports.length === 0) {
		return [];
	}
	const report = reportOf(run, redactor);
	const failures: string[] = [];
	for (const { kind, path } of reports) {
		const target = resolve(run.cwd, path);
		try {
			await writeReport(target, kind === 'junit' ? junitText(report) : `${JSON.stringify(report, undefined, '\t')}\n`);
		} catch (error) {
			failures.push(failureText(target, error));
		}
	}
	return failures;
}

/** Node's message without the call that failed and its path, which may be that of the unfinished file. */
function failureText(path: string, error: unknown): string {
	const reason = (error instanceof Error ? error.message : String(error)).replace(/, [a-z]+ '.*$/su, '');
	return `The report ${path} cannot be written: ${reason}`;
}

async function writeReport(path: string, text: string): Promise<void> {
	if (await isWrittenInPlace(path)) {
		await writeFile(path, text);
		return;
	}
	const temporary = partOfReport(path);
	try {
		const handle = await open(temporary, 'w');
		try {
			await handle.writeFile(text);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await rename(temporary, path);
	} finally {
		await rm(temporary, { force: true });
	}
}

/** A pipe or a link, such as /dev/stdout, stays what it is. */
async function isWrittenInPlace(path: string): Promise<boolean> {
	return (await unlessMissing(lstat(path)))?.isFile() === false;
}

function partOfReport(path: string): string {
	return `${path}.${process.pid}.part`;
}
