import { open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isFolder } from '../../disk/partFile';
import type { Redactor } from '../../net/redaction/redact';
import type { RunOptions } from '../options/runOptions';
import { UsageError } from '../options/usageError';
import { junitText } from './junit';
import { type ReportedRun, reportOf } from './report';

type Reports = RunOptions['reports'];

/** Says before the run what would be found at its end. @throws UsageError */
export async function checkReportPaths(reports: Reports, cwd: string): Promise<void> {
	const paths = reports.map(({ path }) => resolve(cwd, path));
	if (new Set(paths).size < paths.length) {
		throw new UsageError('Two reports cannot be one file.');
	}
	for (const path of paths) {
		if (!(await isFolder(dirname(path)))) {
			throw new UsageError(`There is no folder ${dirname(path)} for a report.`);
		}
		if (await isFolder(path)) {
			throw new UsageError(`${path} is a folder; a report is a file.`);
		}
	}
}

/** Each has its name only when it is whole. @throws Error of the file system */
export async function writeReports(
	reports: Reports,
	run: ReportedRun,
	redactor: Pick<Redactor, 'redact'>,
): Promise<void> {
	if (reports.length === 0) {
		return;
	}
	const report = reportOf(run, redactor);
	for (const { kind, path } of reports) {
		const text = kind === 'junit' ? junitText(report) : `${JSON.stringify(report, undefined, '\t')}\n`;
		await writeWhole(resolve(run.cwd, path), text);
	}
}

async function writeWhole(path: string, text: string): Promise<void> {
	const temporary = `${path}.${process.pid}.part`;
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
