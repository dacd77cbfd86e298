-- Takes an entry out of the stream, and its work out of the table or puts it off; the work is left if it is not that of the
-- entry any more.
-- KEYS: the record, the index of its table, the stream, the set of what is due later
-- ARGV: the group; the entry; the value; '=' and the next value, or '-'; when the record ends; its life; its key; when it is
--       due next
-- Answers 1 if the work was that of the entry
redis.call('XACK', KEYS[3], ARGV[1], ARGV[2])
redis.call('XDEL', KEYS[3], ARGV[2])
local record = redis.call('GET', KEYS[1])
local space = record and string.find(record, ' ', 1, true)
if not space or string.sub(record, space + 1) ~= ARGV[3] then
  return 0
end
if ARGV[4] == '-' then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[2], ARGV[7])
else
  redis.call('SET', KEYS[1], ARGV[5] .. ' ' .. string.sub(ARGV[4], 2), 'PX', ARGV[6])
  redis.call('ZADD', KEYS[2], 0, ARGV[7])
  redis.call('ZADD', KEYS[4], ARGV[8], ARGV[7])
end
return 1
