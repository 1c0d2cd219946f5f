const firstNames =
	'Anna Ivan Maria Peter Olga Sergey Elena Dmitry Jean-Luc Zoë O’Neil McDonald Анна Иван Мария Пётр Ольга Сергей Елена Дмитрий'.split(
		' ',
	);
const lastNames =
	'Petrova Smirnov Miller Schmidt García Kowalski Nguyen Brown Иванов Петрова Смирнов Кузнецова Соколов Попова'.split(
		' ',
	);
const companies = 'Acme Fern Nordwind Globex Initech Umbrella Ромашка Вектор Заря Меркурий'.split(' ');
const words =
	'production development staging invoice payment delete create update administrator secretary bearer password token secret credentials maintenance responsibility international подтверждение согласование администратор ответственность разработка договор оплата счёт доставка безопасность'.split(
		' ',
	);
const verbs = 'Call Send Check Prepare Sign Позвонить Отправить Проверить Подготовить Подписать'.split(' ');

/** Values as they stand in responses of Flowlu: names, dates, words in English and Russian, numbers, ids, addresses. All different. */
export function ordinaryValues(count: number): readonly string[] {
	const values = new Set<string>([...firstNames, ...lastNames, ...companies, ...words]);
	for (let number = 0; values.size < count; number++) {
		for (const value of valuesOf(number)) {
			values.add(value);
		}
	}
	return [...values].slice(0, count);
}

function valuesOf(number: number): readonly string[] {
	const first = pick(firstNames, number);
	const last = pick(lastNames, Math.floor(number / 3));
	const company = pick(companies, Math.floor(number / 2));
	const word = pick(words, number);
	const verb = pick(verbs, number);
	const two = String((number % 28) + 1).padStart(2, '0');
	const month = String((number % 12) + 1).padStart(2, '0');
	const year = 2000 + (number % 30);
	return [
		`${first} ${last}`,
		`${last}, ${first}`,
		`${company} ${pick(['LLC', 'GmbH', 'Ltd.', 'ООО'], number)} ${number}`,
		`«${company}» №${number}`,
		`${verb} ${word} #${number}`,
		`${verb}: ${word} (${two}.${month}.${year})`,
		`${year}-${month}-${two}`,
		`${two}.${month}.${year} 1${number % 10}:${two}`,
		`${year}-${month}-${two} 0${number % 10}:15:${two}`,
		`${year}-${month}-${two}T0${number % 10}:15:${two}+03:00`,
		String(number * 7919),
		`${number * 31}.50`,
		`${number} 000,00 ₽`,
		`$${number},999.00`,
		`+7 (495) 123-${two}-${month}${number}`,
		`INV-${year}-${String(number).padStart(4, '0')}`,
		`ACC${String(number).padStart(6, '0')}`,
		`cf_${number}`,
		`crm/lead/${number}`,
		`task_${number}_${month}`,
		`Q${(number % 4) + 1}-${year} ${word}`,
		`${word}-${number}`,
		`anna.${pick(['petrova', 'miller', 'brown'], number)}${number % 100 === 0 ? '' : `.${number}`}@example.com`,
		`https://acme.flowlu.com/app/${word.length}/${number}`,
		`${word} ${number}%`,
		`#${String(number % 1000).padStart(3, '0')}000`,
	];
}

function pick(list: readonly string[], index: number): string {
	return list[index % list.length] ?? '';
}
