using Emergency.Engine;

namespace Emergency.Server.Infrastructure.Views;

/// <summary>A value that is broadcast under a key, and its audience. Never holds a name, kind or need of a person.</summary>
/// <param name="Value">Makes the value; called only where somebody must get it.</param>
internal sealed record Light(string Key, Func<object> Value, params IReadOnlyList<Audience> To)
{
    internal HashSet<Group> Groups => [.. To.SelectMany(audience => audience.Groups)];
}

/// <summary>Broadcasts one sort of thing that a view knows.</summary>
internal interface ILights<in TState>
{
    /// <summary>Broadcasts the changes of an event to all groups.</summary>
    void Tell(TState before, TState after, Happened happened, Changes changes);

    /// <summary>Shows one group everything there is.</summary>
    void Show(TState state, string realm, Group group, Changes changes);
}

/// <summary>
/// Broadcasts one sort of thing. <see cref="Of"/> alone says to whom and for how long: a change is the difference between two states, a
/// snapshot is one state. A client that joins therefore holds the same as one that has listened from the beginning.
/// </summary>
/// <typeparam name="TState">State of the view.</typeparam>
/// <typeparam name="TThing">Type that names one thing; its light has a key of its own.</typeparam>
internal abstract class LightsOf<TState, TThing> : ILights<TState>
    where TState : class
{
    /// <summary>The view's name on the wire.</summary>
    protected abstract string View { get; }

    /// <summary>
    /// True where lights are for groups of other realms than the state's own: a drill is played in a realm and known in live.
    /// </summary>
    protected virtual bool Crosses => false;

    /// <summary>The things whose light an event may have changed. A superfluous one costs time; a missing one is never broadcast.</summary>
    protected abstract IEnumerable<TThing> Touched(TState before, TState after, Happened happened);

    /// <summary>
    /// True when an event is broadcast for a thing even if its light stays the same: pages then load again the data that no light holds,
    /// such as a report.
    /// </summary>
    protected virtual bool IsNews(Happened happened) => true;

    /// <summary>The things of which a group may see a light. A superfluous one costs time; a missing one is never shown.</summary>
    protected abstract IEnumerable<TThing> Near(TState state, string realm, Group group);

    /// <summary>The light of one thing; null where it has none or no longer has one.</summary>
    protected abstract Light? Of(TState state, TThing thing, string realm);

    public void Tell(TState before, TState after, Happened happened, Changes changes)
    {
        foreach (var thing in Touched(before, after, happened))
            Tell(Of(before, thing, happened.Entity.Realm), Of(after, thing, happened.Entity.Realm), IsNews(happened), changes);
    }

    public void Show(TState state, string realm, Group group, Changes changes)
    {
        if (group.Realm != realm && !Crosses)
            return;
        foreach (var thing in Near(state, realm, group))
            if (Of(state, thing, realm) is { } light && light.To.Any(audience => audience.Holds(group)))
                changes.To(group, View, light.Key, light.Value());
    }

    private void Tell(Light? was, Light? now, bool news, Changes changes)
    {
        if ((was ?? now) is not { } either)
            return;
        var value = now?.Value();
        var same = !news && was is not null && value is not null && value.Equals(was.Value());
        if (same && was!.To.SequenceEqual(now!.To))
            return;
        var (held, holds) = (was?.Groups ?? [], now?.Groups ?? []);
        foreach (var group in held)
            if (!holds.Contains(group))
                changes.To(group, View, either.Key, null);
        foreach (var group in holds)
            if (!same || !held.Contains(group))
                changes.To(group, View, either.Key, value);
    }
}
