// A folder of forms, an editor on it, and the checks that are made there one after the other.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';

import { Editor } from './editor.mjs';

/** The founding document. */
export const FOUNDING = 'shipai-2022.eval.txt';
/** A form that is opened only by name: what is told of it is told of a file. */
export const UNOPENED = 'unopened.eval.yaml';

export class Session {
  /** `values` are the arguments of run.mjs. */
  constructor(values) {
    this.pictures = values.pictures;
    this.editor = new Editor(values.tools);
    this.folder = this.editor.folder('forms');
    this.failed = [];
    this.began = Date.now();
    this.copies = 0;
    const yaml = readFileSync(path.join(values.forms, 'education.eval.yaml'), 'utf8');
    /** What a form of each kind holds. */
    this.kinds = {
      founding: ['.eval.txt', readFileSync(values.founding, 'utf8')],
      text: ['.eval.txt', readFileSync(path.join(values.forms, 'education.eval.txt'), 'utf8')],
      // One finding with a fix to look at, and one with a safe one.
      flawed: ['.eval.yaml', yaml.replace('completion_rate: 98.36%', 'completion_rate: 98.63%').replace('学位紧张；二是', '学位紧张；；二是')],
      half: ['.eval.yaml', 'department: 江州市云溪区教育局\nyear: 2023\n'],
      // It has a key twice.
      named: ['.eval.json', '{\n  "$schema": "urn:evallint:department-self-evaluation:v1.zh",\n  "部门名称": "江州市云溪区教育局",\n  "x-a": 1,\n  "x-a": 2\n}\n'],
      damaged: ['.eval.yaml', yaml.replace('tasks:', 'tasks: [')],
    };
    mkdirSync(this.pictures, { recursive: true });
    writeFileSync(path.join(this.folder, FOUNDING), this.kinds.founding[1]);
    writeFileSync(path.join(this.folder, UNOPENED), this.kinds.half[1]);
  }

  /** Writes a form of a kind that nobody has touched, and gives its name. */
  form(kind) {
    this.copies += 1;
    const [ending, text] = this.kinds[kind];
    const name = `${kind}-${this.copies}${ending}`;
    writeFileSync(path.join(this.folder, name), text);
    return name;
  }

  /** Gives the folder these settings and no others; a running editor heeds them. */
  settle(settings) {
    mkdirSync(path.join(this.folder, '.vscode'), { recursive: true });
    writeFileSync(path.join(this.folder, '.vscode/settings.json'), JSON.stringify(settings));
  }

  tell(name, error) {
    const seconds = ((Date.now() - this.began) / 1000).toFixed(1);
    console.log(`${error === undefined ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
    if (error !== undefined) {
      this.failed.push(name);
      console.log(inspect(error).replace(/^/gm, '    '));
    }
    this.began = Date.now();
  }

  /** Makes a check, and tells of it. */
  async make(name, check) {
    const { editor, folder, pictures } = this;
    const form = (kind) => this.form(kind);
    const settle = (settings) => this.settle(settings);
    const picture = (of) => editor.picture(pictures, of);
    try {
      await editor.calm();
      const said = await check({ editor, folder, form, settle, picture });
      this.tell(said === undefined ? name : `${name}: ${said}`);
    } catch (error) {
      const told = await editor.notifications().catch(() => []);
      this.tell(name, told.length > 0 ? new Error(`the editor tells: ${told.join('; ')}`, { cause: error }) : error);
      await editor.picture(pictures, `failed-${name}`).catch(() => undefined);
    }
  }

  async end() {
    await this.editor.close();
    this.editor.remove();
  }
}
