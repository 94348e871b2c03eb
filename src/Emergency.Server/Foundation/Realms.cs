using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;

namespace Emergency.Server.Foundation;

/// <summary>
/// The realms of drills, as this node's views know them: the fork point and the clock of each. Used by the engine when an entity
/// wakes, and by the clock.
/// </summary>
internal sealed class Realms
{
    private volatile ImmutableDictionary<string, Realm> _all = ImmutableDictionary.Create<string, Realm>(StringComparer.Ordinal);

    /// <summary>The realm's name, which no other drill shares and which is never that of live.</summary>
    public static string NameOf(DrillId drill) => $"drill-{drill.Value:N}";

    /// <summary>The drill whose realm has this name; null where the name is not that of any drill.</summary>
    public static DrillId? DrillOf(string realm) =>
        realm.StartsWith("drill-", StringComparison.Ordinal) && Guid.TryParseExact(realm["drill-".Length..], "N", out var id)
            ? new(id)
            : null;

    /// <summary>
    /// Null for live, which began empty. Throws <see cref="InvalidOperationException"/> while this node does not know the realm yet,
    /// because nothing may be decided in it.
    /// </summary>
    public Fork? ForkOf(string realm) => realm == Entities.Live ? null : new Fork(realm, Entities.Live, Find(realm).Began);

    /// <summary>The realm's time at an instant of the live clock.</summary>
    public DateTimeOffset Now(string realm, DateTimeOffset live) => realm == Entities.Live ? live : Find(realm).Clock.At(live);

    /// <summary>Replaces the known realms. The fold loop calls it before anybody can read the folded state.</summary>
    public void Become(ImmutableDictionary<string, Realm> all) => _all = all;

    private Realm Find(string realm) => _all.GetValueOrDefault(realm) ?? throw new InvalidOperationException($"no realm {realm}");
}

/// <summary>A drill's realm: the live streams before <paramref name="Began"/>, and its own clock.</summary>
internal sealed record Realm(Position Began, RealmClock Clock);
