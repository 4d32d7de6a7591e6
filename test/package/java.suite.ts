import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { build, QUIET } from './languages';
import { emptyFolder } from './packed';
import { block, SYNTHESIZED } from './programs';
import { reference } from './reference';
import { run, succeed } from './shell';

/** Goal: the Java package compiles, and the program of the documentation does what the one in TypeScript does. */
test('the program of the documentation synthesizes the same', () => {
  const expected = reference();
  // Not every Maven repository has cdk8s-plus-28, so it is built beside ours.
  const repository = build('java', 'node_modules/cdk8s-plus-28');
  const folder = emptyFolder();
  const dependency = block('docs/how-to/use-from-java.md', 'xml', '<artifactId>cdk8s-stateful</artifactId>');
  writeFileSync(join(folder, 'pom.xml'), `<project>
    <modelVersion>4.0.0</modelVersion><groupId>example</groupId><artifactId>shop</artifactId><version>1</version>
    <repositories><repository><id>built</id><url>file://${repository}</url></repository></repositories>
    <dependencies>${dependency}</dependencies>
  </project>`);
  writeFileSync(join(folder, 'Main.java'), block('docs/how-to/use-from-java.md', 'java', 'StatefulDatabase.Builder'));
  // A local repository of its own: what an earlier build has left in the user's would hide this one.
  succeed('mvn', ['-B', '-q', `-Dmaven.repo.local=${folder}/repository`, 'dependency:build-classpath', '-Dmdep.outputFile=classpath'], folder);
  const classpath = readFileSync(join(folder, 'classpath'), 'utf8').trim();
  succeed('javac', ['-cp', classpath, 'Main.java'], folder);
  expect(run('java', ['-cp', `${classpath}:.`, 'Main'], folder, QUIET)).toMatchObject({ status: 0, stdout: '' });
  expect(readFileSync(join(folder, SYNTHESIZED), 'utf8')).toBe(expected);
});
