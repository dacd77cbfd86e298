-- Takes over entries whose consumer has said nothing for a while, and forgets consumers that are long gone.
-- KEYS: the stream
-- ARGV: the group; the consumer; after how many milliseconds an entry is taken over, and how many at most; after how many a
--       consumer without entries is forgotten
-- Answers the entry, its key and its value, for each
local taken = {}
local pending = redis.pcall('XPENDING', KEYS[1], ARGV[1], 'IDLE', ARGV[3], '-', '+', ARGV[4])
if pending.err then
  return taken
end
for _, entry in ipairs(pending) do
  local claimed = redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[3], entry[1])[1]
  if claimed then
    taken[#taken + 1] = claimed[1]
    taken[#taken + 1] = claimed[2][2] or ''
    taken[#taken + 1] = claimed[2][4] or ''
  else
    redis.call('XACK', KEYS[1], ARGV[1], entry[1])
  end
end
for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local about = {}
  for i = 1, #consumer, 2 do
    about[consumer[i]] = consumer[i + 1]
  end
  if about.pending == 0 and about.idle > tonumber(ARGV[5]) and about.name ~= ARGV[2] then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], about.name)
  end
end
return taken
