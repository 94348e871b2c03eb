using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;

namespace Emergency.Server.Foundation;

/// <summary>The realms of drills, as the views of this node know them: what each is a fork of, and how its clock runs. Asked by the engine when an entity wakes and by the clock.</summary>
internal sealed class Realms
{
    private volatile ImmutableDictionary<string, Realm> _all = ImmutableDictionary.Create<string, Realm>(StringComparer.Ordinal);

    /// <summary>The realm's name: no drill shares it, and it is never that of live.</summary>
    public static string NameOf(DrillId drill) => $"drill-{drill.Value:N}";

    /// <summary>The drill whose realm has this name; null where no drill's could.</summary>
    public static DrillId? DrillOf(string realm) =>
        realm.StartsWith("drill-", StringComparison.Ordinal) && Guid.TryParseExact(realm["drill-".Length..], "N", out var id)
            ? new(id)
            : null;

    /// <summary>Null for live, which began empty. Throws <see cref="InvalidOperationException"/> where this node has not heard of the realm yet: nothing may be decided in it.</summary>
    public Fork? ForkOf(string realm) => realm == Entities.Live ? null : new Fork(realm, Entities.Live, Find(realm).Began);

    /// <summary>The realm's time at an instant of the live clock.</summary>
    public DateTimeOffset Now(string realm, DateTimeOffset live) => realm == Entities.Live ? live : Find(realm).Clock.At(live);

    /// <summary>What is known of all realms from now on; told by the fold loop before anybody can read what was folded.</summary>
    public void Become(ImmutableDictionary<string, Realm> all) => _all = all;

    private Realm Find(string realm) => _all.GetValueOrDefault(realm) ?? throw new InvalidOperationException($"no realm {realm}");
}

/// <summary>One drill's realm: the live streams before <paramref name="Began"/>, and its own clock.</summary>
internal sealed record Realm(Position Began, RealmClock Clock);
