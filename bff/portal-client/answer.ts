/** The answers of the service: their size is limited, because what answers may be something else. */

/** A thousand units, the most that a request asks for, take less than half of it. */
const MAXIMUM_MB = 4;

/** The answer, with a body that fails when it is larger; the connection is then closed. */
export function limited(answer: Response): Response {
  let left = MAXIMUM_MB * 1024 * 1024;
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      left -= chunk.length;
      if (left < 0) controller.error(new Error(`its answer has more than ${MAXIMUM_MB} MB.`));
      else controller.enqueue(chunk);
    },
  });
  return new Response(answer.body?.pipeThrough(limit) ?? null, answer);
}
