import { inOneWindow } from './driver/inOneWindow';
import { accountsMenu, asker } from './journeys/accountsMenu';
import { dialect } from './journeys/dialect';
import { editingAids } from './journeys/editingAids';
import { environments } from './journeys/environments';
import { links } from './journeys/links';
import { httpLanguage, otherLanguage } from './journeys/otherLanguage';

inOneWindow(
	'editing, and what reaches us from outside, in a window',
	[editingAids, dialect, links, otherLanguage, accountsMenu, environments],
	{ extensions: [asker, httpLanguage], settings: { 'flowlu.requestsPerSecond': 20 } },
);
