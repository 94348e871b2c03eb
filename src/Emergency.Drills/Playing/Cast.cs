using Emergency.Drills.Live;

namespace Emergency.Drills.Playing;

/// <summary>The players: each account signed in when first needed, with everything it hears on the live hub.</summary>
public sealed class Cast(Nodes nodes, Sender sender, string password, TimeProvider clock) : IAsyncDisposable
{
    private readonly Dictionary<string, Player> _players = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HubLog> _hubs = new(StringComparer.Ordinal);

    public Task<Player> Player(string account, CancellationToken stop) => Player(account, password, stop);

    /// <param name="own">Password of an account that has another than the demo's.</param>
    public async Task<Player> Player(string account, string own, CancellationToken stop)
    {
        if (_players.TryGetValue(account, out var player))
            return player;
        player = new Player(sender, account);
        await player.SignIn(own, stop);
        return _players[account] = player;
    }

    /// <summary>Waits until every node knows the journal up to there.</summary>
    public async Task CaughtUp(string? position, CancellationToken stop)
    {
        var anybody = _players.Values.First();
        for (var n = 0; n < nodes.All.Count; n++)
            await anybody.Send(HttpMethod.Get, $"/api/session?after={position}", null, stop);
    }

    public async Task<HubLog> Hub(string account, CancellationToken stop)
    {
        if (_hubs.TryGetValue(account, out var hub))
            return hub;
        return _hubs[account] = await HubLog.Connect(nodes.Next, (await Player(account, stop)).Token, clock, stop);
    }

    /// <summary>Changes that an account has heard. Throws <see cref="KeyNotFoundException"/> where it does not listen.</summary>
    public IEnumerable<HubLog.Heard> Heard(string account) => _hubs[account].All;

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in _hubs.Values)
            await hub.DisposeAsync();
    }
}
