-- Puts work into the queue, unless work for its key is there.
-- KEYS: the record, the index of its table, the stream, the set of what is due later
-- ARGV: now; the value; when the record ends; its life; its key; when it is due; how much may wait
-- Answers 1 if it was added, 0 if work was there, -1 if the queue is full; and how much waits
local waiting = redis.call('XLEN', KEYS[3]) + redis.call('ZCARD', KEYS[4])
local record = redis.call('GET', KEYS[1])
if record then
  local space = string.find(record, ' ', 1, true)
  if space and (tonumber(string.sub(record, 1, space - 1)) or 0) > tonumber(ARGV[1]) then
    return {0, waiting}
  end
end
if waiting >= tonumber(ARGV[7]) then
  return {-1, waiting}
end
redis.call('SET', KEYS[1], ARGV[3] .. ' ' .. ARGV[2], 'PX', ARGV[4])
redis.call('ZADD', KEYS[2], 0, ARGV[5])
if tonumber(ARGV[6]) > tonumber(ARGV[1]) then
  redis.call('ZADD', KEYS[4], ARGV[6], ARGV[5])
else
  redis.call('ZREM', KEYS[4], ARGV[5])
  redis.call('XADD', KEYS[3], '*', 'key', ARGV[5], 'work', ARGV[2])
end
return {1, waiting + 1}
