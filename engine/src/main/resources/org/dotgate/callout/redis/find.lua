-- Looks for work, and how much waits.
-- KEYS: the record, the stream, the set of what is due later
-- ARGV: now
-- Answers the value or nothing; and how much waits
local value = false
local record = redis.call('GET', KEYS[1])
if record then
  local space = string.find(record, ' ', 1, true)
  if space and (tonumber(string.sub(record, 1, space - 1)) or 0) > tonumber(ARGV[1]) then
    value = string.sub(record, space + 1)
  end
end
return {value, redis.call('XLEN', KEYS[2]) + redis.call('ZCARD', KEYS[3])}
