-- Looks whether an entry of the stream is still what is to be done; takes it out if not.
-- KEYS: the record, the stream
-- ARGV: now; the group; the entry; the value
-- Answers 1 if it is
local record = redis.call('GET', KEYS[1])
if record then
  local space = string.find(record, ' ', 1, true)
  if space and (tonumber(string.sub(record, 1, space - 1)) or 0) > tonumber(ARGV[1])
      and string.sub(record, space + 1) == ARGV[4] then
    return 1
  end
end
redis.call('XACK', KEYS[2], ARGV[2], ARGV[3])
redis.call('XDEL', KEYS[2], ARGV[3])
return 0
