-- Reads the records of the next keys of an index, and takes those out of it whose records are no more.
-- KEYS: the index
-- ARGV: from where, to where, how many keys, what stands before a key
-- Answers the number of keys seen, the last of them, then each key with its record
local keys = redis.call('ZRANGEBYLEX', KEYS[1], ARGV[1], ARGV[2], 'LIMIT', 0, ARGV[3])
local answer = {#keys, keys[#keys] or ''}
for _, key in ipairs(keys) do
  local record = redis.call('GET', ARGV[4] .. key)
  if record then
    answer[#answer + 1] = key
    answer[#answer + 1] = record
  else
    redis.call('ZREM', KEYS[1], key)
  end
end
return answer
