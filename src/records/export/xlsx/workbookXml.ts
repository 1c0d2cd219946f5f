import { columnLetters } from './sheetText';

/** What a sheet of records is called; further ones have a number. */
const sheetName = 'Records';

/** The formats of cells, by their index in the styles. */
export const cellStyles = {
	header: 1,
	/** Stays text when somebody edits it: no formula comes of it then, and no number. */
	text: 2,
	day: 3,
	moment: 4,
	/** Without decimals; behind it are those with as many decimals as `maxDecimals`. */
	number: 5,
} as const;

export const maxDecimals = 14;

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships';
const contentTypes = 'http://schemas.openxmlformats.org/package/2006/content-types';
const spreadsheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The file of a sheet in the archive. @param number from 1 */
export function sheetPath(number: number): string {
	return `xl/worksheets/sheet${number}.xml`;
}

/** The beginning of a sheet, whose first row stays where it is. @param widths of the columns, in characters */
export function sheetStart(number: number, widths: readonly number[]): string {
	const columns = widths.map(
		(width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
	);
	return [
		declaration,
		`<worksheet xmlns="${main}"><sheetViews><sheetView ${number === 1 ? 'tabSelected="1" ' : ''}workbookViewId="0">`,
		'<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
		columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`,
		'<sheetData>',
	].join('');
}

/** The end of a sheet, with a filter over its columns. */
export function sheetEnd(columns: number, rows: number): string {
	const filter = columns === 0 ? '' : `<autoFilter ref="A1:${columnLetters(columns - 1)}${rows}"/>`;
	return `</sheetData>${filter}</worksheet>`;
}

/** All files of the archive but its sheets, by their paths. */
export function workbookFiles(sheets: number): readonly (readonly [path: string, xml: string])[] {
	const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
	const nameOf = (number: number): string => (number === 1 ? sheetName : `${sheetName} ${number}`);
	return [
		['xl/styles.xml', styles()],
		[
			'xl/workbook.xml',
			`${declaration}<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${numbers
				.map(number => `<sheet name="${nameOf(number)}" sheetId="${number}" r:id="rId${number}"/>`)
				.join('')}</sheets></workbook>`,
		],
		[
			'xl/_rels/workbook.xml.rels',
			related([
				...numbers.map(number => ({ type: 'worksheet', target: `worksheets/sheet${number}.xml` })),
				{ type: 'styles', target: 'styles.xml' },
			]),
		],
		['_rels/.rels', related([{ type: 'officeDocument', target: 'xl/workbook.xml' }])],
		[
			'[Content_Types].xml',
			[
				`${declaration}<Types xmlns="${contentTypes}">`,
				'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
				'<Default Extension="xml" ContentType="application/xml"/>',
				`<Override PartName="/xl/workbook.xml" ContentType="${spreadsheetType}.sheet.main+xml"/>`,
				`<Override PartName="/xl/styles.xml" ContentType="${spreadsheetType}.styles+xml"/>`,
				...numbers.map(
					number => `<Override PartName="/${sheetPath(number)}" ContentType="${spreadsheetType}.worksheet+xml"/>`,
				),
				'</Types>',
			].join(''),
		],
	];
}

function related(targets: readonly { readonly type: string; readonly target: string }[]): string {
	const entries = targets.map(
		({ type, target }, index) =>
			`<Relationship Id="rId${index + 1}" Type="${relationships}/${type}" Target="${target}"/>`,
	);
	return `${declaration}<Relationships xmlns="${packageRelationships}">${entries.join('')}</Relationships>`;
}

function styles(): string {
	const numbers = Array.from({ length: maxDecimals + 1 }, (_, decimals) =>
		decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`,
	);
	// Formats up to 163 are built in; 49 is that of text.
	const own = ['yyyy-mm-dd', 'yyyy-mm-dd hh:mm:ss', ...numbers].map((code, index) => ({ id: 164 + index, code }));
	const formatted = (id: number): string =>
		`<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`;
	const fonts = ['', '<b/>'].map(
		weight => `<font>${weight}<sz val="11"/><name val="Calibri"/><family val="2"/></font>`,
	);
	const formats = [
		'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
		'<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>',
		formatted(49),
		...own.map(({ id }) => formatted(id)),
	];
	return [
		`${declaration}<styleSheet xmlns="${main}">`,
		`<numFmts count="${own.length}">${own.map(({ id, code }) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`).join('')}</numFmts>`,
		`<fonts count="${fonts.length}">${fonts.join('')}</fonts>`,
		'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
		'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
		'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
		`<cellXfs count="${formats.length}">${formats.join('')}</cellXfs>`,
		'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
	].join('');
}
