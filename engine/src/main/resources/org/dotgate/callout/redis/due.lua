-- Moves what has become due into the stream.
-- KEYS: the set of what is due later, the stream
-- ARGV: now; how many; what stands before a key of the table
-- Answers how many it has looked at
local keys = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
for _, key in ipairs(keys) do
  redis.call('ZREM', KEYS[1], key)
  local record = redis.call('GET', ARGV[3] .. key)
  local space = record and string.find(record, ' ', 1, true)
  if space then
    redis.call('XADD', KEYS[2], '*', 'key', key, 'work', string.sub(record, space + 1))
  end
end
return #keys
