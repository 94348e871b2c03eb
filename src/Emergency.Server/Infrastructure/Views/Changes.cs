using Emergency.Domain;

namespace Emergency.Server.Infrastructure.Views;

/// <summary>
/// The audience of a change: <c>division</c> (code), <c>incident</c> (id), <c>doors</c> ("incident/community") or <c>me</c> (account).
/// </summary>
internal sealed record Group(string Realm, string Kind, string Id)
{
    public static Group Division(string realm, string code) => new(realm, "division", code);

    public static Group Incident(string realm, IncidentId id) => new(realm, "incident", id.ToString());

    public static Group Doors(string realm, IncidentId id, string community) => new(realm, "doors", $"{id}/{community}");

    public static Group Me(string realm, AccountId account) => new(realm, "me", account.Key);
}

/// <summary>A new value in a view for a group; null where it was removed. Never holds a name, kind or need of a person.</summary>
internal readonly record struct Change(Group Group, string View, string Key, object? Value);

/// <summary>Collects the changes while an event is folded.</summary>
internal sealed class Changes
{
    private readonly List<Change> _all = [];
    public IReadOnlyList<Change> All => _all;

    /// <summary>False while old history is folded, which is broadcast to nobody: a view then need not determine changes.</summary>
    public bool Wanted { get; internal set; } = true;

    public void To(Group group, string view, string key, object? value)
    {
        if (Wanted)
            _all.Add(new(group, view, key, value));
    }

    public void Clear() => _all.Clear();
}
