-- Goes on holding places.
-- KEYS: for each place, the sets of those that are held by name and by address
-- ARGV: for how long, in milliseconds; the places
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for i, key in ipairs(KEYS) do
  redis.call('ZADD', key, now + ARGV[1], ARGV[1 + math.ceil(i / 2)])
  redis.call('PEXPIRE', key, ARGV[1])
end
return #KEYS
