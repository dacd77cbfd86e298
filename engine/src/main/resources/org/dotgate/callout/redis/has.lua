-- Looks whether work for a key is there, and how much waits.
-- KEYS: the record, the stream, the set of what is due later
-- ARGV: now; what the value of work begins with
-- Answers 1 or 0; and how much waits
local found = 0
local record = redis.call('GET', KEYS[1])
if record then
  local space = string.find(record, ' ', 1, true)
  if space and (tonumber(string.sub(record, 1, space - 1)) or 0) > tonumber(ARGV[1])
      and string.sub(record, space + 1, space + #ARGV[2]) == ARGV[2] then
    found = 1
  end
end
return {found, redis.call('XLEN', KEYS[2]) + redis.call('ZCARD', KEYS[3])}
