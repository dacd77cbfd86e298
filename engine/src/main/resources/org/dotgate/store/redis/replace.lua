-- Puts a record in place of another, if that is the one the caller knows.
-- KEYS: the record, the index of its table
-- ARGV: now; '=' and the known value, or '-'; '=' and the new record, or '-' to delete; its life; its key
local living = false
local record = redis.call('GET', KEYS[1])
if record then
  local space = string.find(record, ' ', 1, true)
  if space and (tonumber(string.sub(record, 1, space - 1)) or 0) > tonumber(ARGV[1]) then
    living = '=' .. string.sub(record, space + 1)
  end
end
if (living or '-') ~= ARGV[2] then
  return 0
end
if ARGV[3] == '-' then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[2], ARGV[5])
else
  redis.call('SET', KEYS[1], string.sub(ARGV[3], 2), 'PX', ARGV[4])
  redis.call('ZADD', KEYS[2], 0, ARGV[5])
end
return 1
