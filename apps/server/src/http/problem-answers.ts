import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { bodyOf, PROBLEMS, type Problem, toProblem } from "./problems.js";

/** Answers with the problem; what is our own fault is logged with its cause, which never leaves the house. */
export const answerWith = (problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const { status } = PROBLEMS[problem.code];
  if (status >= 500 && problem.code !== "not-implemented") {
    request.log.error(
      { err: problem.cause ?? problem, method: request.method, url: request.url },
      problem.message,
    );
  }
  if (problem.code === "unavailable" || problem.code === "too-many-uploads") reply.header("retry-after", "5");
  return reply
    .code(status)
    .type("application/problem+json")
    .send(JSON.stringify(bodyOf(problem)));
};

export const problemAnswers = (app: FastifyInstance): void => {
  app.setErrorHandler((error, request, reply) => answerWith(toProblem(error), request, reply));
};
