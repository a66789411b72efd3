// The npm package neo4j-driver under the workloads of `bolt`. Each line of standard input, "WORKLOAD SECONDS", runs one; the answer is
// a line "OPERATIONS MILLISECONDS CPU_MILLISECONDS".
import readline from 'node:readline';
import neo4j from 'neo4j-driver';

const [uri, user, password] = process.argv.slice(2);
const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), { disableLosslessIntegers: true, fetchSize: -1 });

// Auto-commits are the driver's fastest way: one round trip, where executeQuery takes one more for COMMIT.
async function read(cypher, parameters) {
  const session = driver.session({ database: 'neo4j', defaultAccessMode: neo4j.session.READ });
  const result = await session.run(cypher, parameters);
  await session.close();
  return result.records;
}

const trip = async (i) => {
  if ((await read('RETURN $x AS x', { x: i }))[0].get('x') !== i) throw new Error('wrong answer');
  return 1;
};

const workloads = {
  trip: [1, trip],
  trips: [16, trip],
  write: [
    1,
    async (i) => {
      await driver.executeQuery('MERGE (n:Bench {id: 0}) SET n.x = $x', { x: i }, { database: 'neo4j' });
      return 1;
    },
  ],
  rows: [
    1,
    async () => {
      const records = await read('UNWIND range(1, 50000) AS x RETURN x, \'name-\' + x AS name, x * 0.5 AS half', {});
      let sum = 0;
      for (const record of records) sum += record.get('x') + record.get('name').length + record.get('half');
      if (!(sum > 0)) throw new Error('wrong answer');
      return records.length;
    },
  ],
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const [name, seconds] = line.split(' ');
  const [loops, work] = workloads[name];
  const [began, usage] = [performance.now(), process.cpuUsage()];
  const end = began + Number(seconds) * 1000;
  let operations = 0;
  await Promise.all(
    Array.from({ length: loops }, async () => {
      for (let i = 0; performance.now() < end; i++) operations += await work(i);
    }),
  );
  const cpu = process.cpuUsage(usage);
  console.log(`${operations} ${performance.now() - began} ${(cpu.user + cpu.system) / 1000}`);
}
await driver.close();
