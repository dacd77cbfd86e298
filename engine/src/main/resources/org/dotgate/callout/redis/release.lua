-- Gives the entries of a consumer back, as if nobody had had them; without any left, the consumer goes.
-- KEYS: the stream
-- ARGV: the group; the consumer; how many at most
-- Answers how many were given back
local pending = redis.pcall('XPENDING', KEYS[1], ARGV[1], '-', '+', ARGV[3], ARGV[2])
if pending.err then
  return 0
end
for _, entry in ipairs(pending) do
  local found = redis.call('XRANGE', KEYS[1], entry[1], entry[1])[1]
  if found then
    redis.call('XADD', KEYS[1], '*', unpack(found[2]))
  end
  redis.call('XACK', KEYS[1], ARGV[1], entry[1])
  redis.call('XDEL', KEYS[1], entry[1])
end
if #pending == 0 then
  redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])
end
return #pending
