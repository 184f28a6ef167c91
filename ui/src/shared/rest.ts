// What the window does once it has come to rest: the first screen stands, and whoever started the app can write. What nobody looks at yet is fetched
// then, so that no start waits for it and no later press does either.

type Task = () => Promise<unknown>;

/** Long enough for the first keys after a start to be drawn before anything else is done. */
const REST_MS = 300;

const tasks: Task[] = [];
let resting = false;

/** Does `task` when the window has come to rest; at once if it has. Tasks run one after the other, each in a turn of its own. */
export function whenAtRest(task: Task): void {
  tasks.push(task);
  if (resting) run();
}

/** The first screen stands. */
export function comeToRest(): void {
  if (resting) return;
  resting = true;
  run();
}

let running = false;

function run(): void {
  if (running) return;
  running = true;
  setTimeout(async () => {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
      // What could not be fetched now is fetched when somebody asks for it, and is heard then.
      await task().catch(() => undefined);
      await new Promise((next) => setTimeout(next));
    }
    running = false;
  }, REST_MS);
}
