-- Says that a consumer is alive and at its entries.
-- KEYS: the stream
-- ARGV: the group; the consumer; the entries
-- Answers those entries that another consumer has taken over
local lost = {}
for i = 3, #ARGV do
  local pending = redis.pcall('XPENDING', KEYS[1], ARGV[1], ARGV[i], ARGV[i], 1)
  if pending.err == nil and #pending > 0 then
    if pending[1][2] == ARGV[2] then
      redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[i], 'JUSTID')
    else
      lost[#lost + 1] = ARGV[i]
    end
  end
end
return lost
