/** Limits the size of an answer, because another server than the service may answer. */

/** The largest answer, of a batch of 1,000 units, takes less than half of it. */
const MAXIMUM_MB = 4;

/** The same answer. Reading a larger body throws, and closes the connection. */
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
