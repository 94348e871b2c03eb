using System.Collections.Concurrent;
using Emergency.Server.Infrastructure.Outbound;
using Microsoft.Extensions.Caching.Memory;

namespace Emergency.Server.Features.BaseMaps;

/// <summary>Fetches tiles from services, caches them for a day, and pauses a service that does not answer.</summary>
internal sealed class TileService(TimeProvider clock) : IDisposable
{
    private const int Most = 2_000_000,
        Kept = 64_000_000,
        Failures = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5),
        Day = TimeSpan.FromDays(1);

    /// <summary>Pause of a service after several failures in a row.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private readonly CheckedHttp _http = new(clock, (_, address) => CheckedHttp.IsHost(address));
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = Kept });
    private readonly ConcurrentDictionary<string, Standing> _standing = new(StringComparer.Ordinal);

    private sealed record Standing(int Failed, DateTimeOffset At);

    /// <summary>True when the service has failed several times in a row and has not answered since.</summary>
    public bool IsGone(string id) => _standing.TryGetValue(id, out var standing) && standing.Failed >= Failures;

    /// <summary>Fetches a tile; throws <see cref="TileFault"/> where the service is gone or answers something else.</summary>
    public async Task<ReadOnlyMemory<byte>> Get(string id, string version, Uri from, CancellationToken stop)
    {
        var key = (id, version, from.AbsoluteUri);
        if (_kept.TryGetValue<byte[]>(key, out var tile))
            return tile;
        var now = clock.GetUtcNow();
        if (IsGone(id) && _standing.TryGetValue(id, out var standing) && now < standing.At + Pause)
            throw new TileFault(BaseMapFault.Unreachable);
        tile = await _http.Read(from, Most, Longest, stop);
        if (tile is null || (tile.Length > 0 && TileForms.Of(tile) is null))
        {
            _standing.AddOrUpdate(id, _ => new(1, now), (_, old) => new(old.Failed + 1, now));
            throw new TileFault(BaseMapFault.Unreachable);
        }
        _standing.TryRemove(id, out _);
        return _kept.Set(key, tile, new MemoryCacheEntryOptions { Size = tile.Length + 200, AbsoluteExpirationRelativeToNow = Day });
    }

    public void Dispose()
    {
        _http.Dispose();
        _kept.Dispose();
    }
}
