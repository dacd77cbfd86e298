/**
 * The call-outs of several Jameses and calloutds, shared through a Redis server.
 *
 * <p>Work is a record of the table {@code callout-work}, as every store has it. What is to be done now has an entry in the
 * stream {@code dotgate:callout.queue}, with the record's key and value; what is to be done later stands in the sorted set
 * {@code dotgate:callout.later} until it is due. {@link org.dotgate.callout.redis.RedisQueue} adds, {@link
 * org.dotgate.callout.redis.RedisWorker} takes from it: an entry belongs to the consumer of the group {@code calloutd} that read
 * it, until it is taken out, which is when the answer is stored. Who holds entries says so again and again; who has not for a
 * while, as the dead do not, has them taken over. {@link org.dotgate.callout.redis.RedisMxLimits} counts connections.
 *
 * <p>The Lua files do at one go what must not be seen half done; each tells what it takes and answers.
 */
package org.dotgate.callout.redis;
