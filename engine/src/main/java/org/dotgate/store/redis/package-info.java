/**
 * The store in a Redis server: {@link org.dotgate.store.redis.RedisStore} says what is asked,
 * {@link org.dotgate.store.redis.RedisLine} carries it there and back, and the Lua files do in the server what must be done
 * at one go.
 */
package org.dotgate.store.redis;
