// A web client's first minutes, by gRPC-Web: sign in, enroll, start, read a day, and watch the live timer over a session's start and pause.
// Arguments: the gateway's address, an account's email and password, and a file with the protos' descriptor set. Prints one JSON object a step.
import { readFileSync } from "node:fs";
import { createFileRegistry, fromBinary, toJson } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-node";

const [baseUrl, email, password, protos] = process.argv.slice(2);
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(protos)));

let token;
const signIn = (next) => (request) => {
  if (token) request.header.set("authorization", `Bearer ${token}`);
  return next(request);
};
const transport = createGrpcWebTransport({ baseUrl, httpVersion: "1.1", interceptors: [signIn] });
const client = (name) => createClient(registry.getService(name), transport);
const show = (step, message) => console.log(JSON.stringify({ step, ...(message.$typeName ? toJson(registry.getMessage(message.$typeName), message) : message) }));

const programs = client("focus.enrollment.v1.EnrollmentService");
const sessions = client("focus.sessions.v1.SessionsService");

try {
  await programs.listPrograms({});
} catch (error) {
  show("refused", { code: Code[ConnectError.from(error).code] });
}

token = (await client("focus.identity.v1.AuthenticationService").login({ email, password })).results.data.tokens.access;
const { enrollmentId } = await programs.enroll({ programId: 1n });
show("started", await programs.startProgram({ enrollmentId }));
show("day", await client("focus.progress.v1.ProgressService").getDay({ enrollmentId, dayNumber: 1 }));

const enough = new AbortController();
let sessionId;
try {
  for await (const message of sessions.watchActiveSession({}, { signal: enough.signal })) {
    const status = message.activeSession?.status;
    show("live", message);
    if (!sessionId) {
      sessionId = (await sessions.startSession({ enrollmentId, dayNumber: 1, durationMinutes: 180 })).sessionId;
    } else if (status === 1 && !enough.asked) {
      enough.asked = true;
      show("paused", await sessions.pauseSession({ sessionId }));
    } else if (status === 2) {
      enough.abort();
    }
  }
} catch (error) {
  if (ConnectError.from(error).code !== Code.Canceled) throw error;
}

try {
  await sessions.pauseSession({ sessionId });
} catch (error) {
  show("repeated", { code: Code[ConnectError.from(error).code] });
}
