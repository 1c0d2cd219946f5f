import { exportFormats, type ExportFormat, formatOf } from '../../records/export/exportFormat';
import { parseOptions } from './parseOptions';
import { type KeyOptions, readKeyOptions } from './runOptions';
import { UsageError } from './usageError';

/** What `export` is to do. */
export interface ExportOptions extends KeyOptions {
	/** As in a scratchpad: `crm/account/list?filter[active]=1`. */
	readonly list: string;
	/** The file. */
	readonly to: string;
	readonly format: ExportFormat;
	/** Records at most. */
	readonly max: number | undefined;
}

/** @throws UsageError */
export function readExportOptions(args: readonly string[]): ExportOptions {
	const written = parseOptions(args, {
		values: ['account', 'timeout', 'key-file', 'to', 'format', 'max'],
		lists: [],
		switches: ['key-stdin'],
	});
	const [list, ...others] = written.positionals;
	const to = written.value('to');
	if (list === undefined || others.length > 0 || to === undefined) {
		throw new UsageError('Name a list and a file: flowlu-workbench export crm/account/list --to accounts.csv');
	}
	const named = written.value('format');
	const format = named === undefined ? formatOf(to) : exportFormats.find(each => each === named);
	if (format === undefined) {
		throw new UsageError(`The ending of the file, or --format, has to be one of ${exportFormats.join(', ')}.`);
	}
	const max = written.value('max');
	if (max !== undefined && !/^[1-9]\d{0,8}$/u.test(max)) {
		throw new UsageError('--max has to be a number of records, such as --max 1000.');
	}
	return { ...readKeyOptions(written), list, to, format, max: max === undefined ? undefined : Number(max) };
}
