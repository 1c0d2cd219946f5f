import { cellText, meaningOf } from '../../../../records/table/cellText';
import type { PageTexts } from '../../pageTexts';
import type { TableColumn, TableModel } from '../tableModel';
import { kindMark } from './headerCell';

/** CSS pixels of a column before anybody has resized it. */
const pixels = { min: 56, max: 320, padding: 24, perCharacter: 7.2 };

/** Records by which the width of a column is chosen. */
const measuredRows = 60;

/** How wide columns are, in CSS pixels: as the user has made them, else by what is in them; once chosen, a width stays while records come. */
export class ColumnWidths {
	private readonly chosen = new Map<string, number>();

	constructor(
		private readonly model: TableModel,
		private readonly texts: PageTexts,
	) {}

	of(column: TableColumn): number {
		const { widths } = this.model.layout;
		// A field may be called as what every object has.
		const given = Object.hasOwn(widths, column.name) ? widths[column.name] : undefined;
		const known = given ?? this.chosen.get(column.name);
		if (known !== undefined) {
			return known;
		}
		// Titles are bold, and a sign of the order may follow.
		const headerLength = 1.2 * column.title.length + kindMark(column).length + 2;
		const lengths = Array.from({ length: Math.min(measuredRows, this.model.rows.length) }, (_, record) => {
			const text = cellText(this.model.rows.cell(record, column.number));
			return text.length + (meaningOf(text, column.facts, this.texts)?.length ?? -1) + 1;
		});
		const longest = lengths.reduce((most, length) => Math.max(most, length), headerLength);
		const wanted = longest * pixels.perCharacter + pixels.padding;
		const width = Math.round(Math.max(pixels.min, Math.min(wanted, pixels.max)));
		this.chosen.set(column.name, width);
		return width;
	}
}
