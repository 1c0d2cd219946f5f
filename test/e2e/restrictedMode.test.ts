import { inOneWindow } from './driver/inOneWindow';
import { intruder, restrictedMode } from './journeys/restrictedMode';

inOneWindow('Restricted Mode, in a window', [restrictedMode], { workspaceTrust: 'restricted', extensions: [intruder] });
