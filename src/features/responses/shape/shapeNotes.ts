import type { CatalogSource } from '../../../catalog/catalogSource';
import type { Exchange } from '../../../exchanges/exchange';
import { isFieldName, seenFields, type ShapeKey, shapeKeyOf } from '../../../exchanges/shape/seenFields';
import { note, type ShapeChange } from '../../../exchanges/shape/shapeMemory';
import type { Redactor } from '../../../net/redaction/redact';
import { yieldToEventLoop } from '../../../ui/yieldToEventLoop';
import type { ShapeFiles } from './shapeFiles';

/** What of the fields of a response is another than in those before it. */
export interface ShapeNote {
	readonly key: ShapeKey;
	/** The last time that they were as before, in milliseconds since 1970. */
	readonly since: number;
	/** One or more. */
	readonly changes: readonly ShapeChange[];
}

interface ShapeNotesDependencies {
	readonly files: Pick<ShapeFiles, 'change'>;
	readonly catalog: Pick<CatalogSource, 'load'>;
	readonly redactor: Pick<Redactor, 'find'>;
	/** Whether the user wants anything to be kept. */
	readonly isOn: () => boolean;
}

/** Remembers which fields the records of responses have, and tells of each response what has changed. */
export class ShapeNotes {
	/** Of what was looked at; undefined where nothing has changed. */
	private readonly notes = new WeakMap<Exchange['response'], { note: ShapeNote | undefined }>();

	constructor(private readonly dependencies: ShapeNotesDependencies) {}

	/** Undefined where nothing has changed, or it is not known yet. */
	of({ response }: Exchange): ShapeNote | undefined {
		return this.notes.get(response)?.note;
	}

	/**
	 * Looks at a response, once, and remembers its fields.
	 * @returns whether there is something to tell
	 * @throws an error of the file system, or of the catalog
	 */
	async add(exchange: Exchange): Promise<boolean> {
		const { response, session, sentAt } = exchange;
		const key = shapeKeyOf(exchange);
		if (key === undefined || exchange.isUnlogged === true || this.notes.has(response) || !this.dependencies.isOn()) {
			return false;
		}
		const noted: { note: ShapeNote | undefined } = { note: undefined };
		this.notes.set(response, noted);
		const { entities } = await this.dependencies.catalog.load();
		const known = new Set(entities.flatMap(({ fields }) => fields.map(({ name }) => name)));
		const isKnown = (name: string): boolean => known.has(name);
		const seen = await seenFields(exchange.reading, isKnown, { yieldToEventLoop });
		if (seen === undefined) {
			return false;
		}
		// A loaded catalog may be gone, and what is a secret may be known by now.
		const keptOnly = <Field>(fields: ReadonlyMap<string, Field>): ReadonlyMap<string, Field> =>
			new Map(
				[...fields].filter(
					([name]) => isFieldName(name, isKnown) && this.dependencies.redactor.find(name).length === 0,
				),
			);
		await this.dependencies.files.change(session.account.origin, shapes => {
			const shape = shapes.get(key);
			const before = shape && { ...shape, fields: keptOnly(shape.fields) };
			const { shape: after, changes } = note(before, { ...seen, fields: keptOnly(seen.fields) }, key, sentAt);
			if (before !== undefined && changes.length > 0) {
				noted.note = { key, since: before.settledAt, changes };
			}
			return new Map([...[...shapes].filter(([other]) => other !== key), [key, after]]);
		});
		return noted.note !== undefined;
	}
}
