// The same in a folder that the author has not said to trust, whose settings name a program.

import assert from 'node:assert/strict';

import { counts } from './checks.mjs';
import { until } from './editor.mjs';
import { FOUNDING } from './session.mjs';

export const restrictedChecks = {
  async restricted({ editor, picture }) {
    await editor.openFile(FOUNDING);
    await until(async () => (await editor.texts('.statusbar-item')).some((text) => text.includes('Restricted Mode')), 'the folder is not trusted');
    await until(async () => /6.*23.*9/s.test(await counts(editor)), 'forms are checked by the program that the extension carries');
    assert.deepEqual(await editor.notifications(), []);
    await picture('restricted');
  },
};
