using System.Threading.RateLimiting;
using Emergency.Domain;

namespace Emergency.Server.Features.BaseMaps;

/// <summary>
/// Limits an account's requests for tiles to 1,500 at once and 50 more each second. Looking at a map never needs as many, and copying one
/// needs far more.
/// </summary>
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

    /// <summary>Null where one more request is allowed, otherwise the time to wait.</summary>
    public TimeSpan? Ask(AccountId account)
    {
        using var lease = _limits.AttemptAcquire(account);
        return lease.IsAcquired ? null : TimeSpan.FromSeconds(1);
    }

    public ValueTask DisposeAsync() => _limits.DisposeAsync();
}
