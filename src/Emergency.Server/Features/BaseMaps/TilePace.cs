using System.Threading.RateLimiting;
using Emergency.Domain;

namespace Emergency.Server.Features.BaseMaps;

/// <summary>How many tiles an account may ask for: 1,500 at once and 50 more each second, which nobody uses up who looks at a map, and far less than copying one takes.</summary>
internal sealed class TilePace : IAsyncDisposable
{
    public const int Most = 1_500,
        EachSecond = 50;
    private readonly PartitionedRateLimiter<AccountId> _limits = PartitionedRateLimiter.Create<AccountId, AccountId>(account =>
        RateLimitPartition.GetTokenBucketLimiter(
            account,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = Most,
                TokensPerPeriod = EachSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }
        )
    );

    /// <summary>Null where one more may be asked for, else how long to wait.</summary>
    public TimeSpan? Ask(AccountId account)
    {
        using var lease = _limits.AttemptAcquire(account);
        return lease.IsAcquired ? null : TimeSpan.FromSeconds(1);
    }

    public ValueTask DisposeAsync() => _limits.DisposeAsync();
}
