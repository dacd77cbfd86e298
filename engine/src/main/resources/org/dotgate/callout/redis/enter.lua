-- Takes a place at a mail exchanger, by its name and by its address, if there is one at both. By the server's clock.
-- KEYS: for each of both, the set of the places that are held, and the set of those begun within the minute
-- ARGV: the place; how many may be held, how many begun; for how long it is held, and how long the minute is, in
--       milliseconds
-- Answers 0 if it was taken; else in how many milliseconds there may be one, or -1 if nobody knows
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local wait = 0
for i = 1, 3, 2 do
  redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', now)
  redis.call('ZREMRANGEBYSCORE', KEYS[i + 1], '-inf', now - ARGV[5])
  if redis.call('ZCARD', KEYS[i]) >= tonumber(ARGV[2]) then
    return -1
  end
  if redis.call('ZCARD', KEYS[i + 1]) >= tonumber(ARGV[3]) then
    local first = redis.call('ZRANGE', KEYS[i + 1], 0, 0, 'WITHSCORES')
    wait = math.max(wait, first[2] + ARGV[5] - now, 1)
  end
end
if wait > 0 then
  return wait
end
for i = 1, 3, 2 do
  redis.call('ZADD', KEYS[i], now + ARGV[4], ARGV[1])
  redis.call('PEXPIRE', KEYS[i], ARGV[4])
  redis.call('ZADD', KEYS[i + 1], now, ARGV[1])
  redis.call('PEXPIRE', KEYS[i + 1], ARGV[5])
end
return 0
