using Emergency.Engine;

namespace Emergency.Server.Infrastructure.Views;

/// <summary>What is broadcast of registers: one per division, for good, to the division and those above it. Its entity is known by the division's code.</summary>
internal abstract class DivisionLights<TState> : LightsOf<TState, string>
    where TState : class
{
    /// <summary>The divisions within one that have a register; all below it where they are not looked up.</summary>
    protected abstract IEnumerable<string> Within(TState state, string division);

    /// <summary>Null where the division has none.</summary>
    protected abstract object? Of(TState state, string division);

    protected override IEnumerable<string> Touched(TState before, TState after, Happened happened) => [happened.Entity.Key];

    protected override IEnumerable<string> Near(TState state, string realm, Group group) =>
        group.Kind == "division" ? Within(state, group.Id) : [];

    protected sealed override Light? Of(TState state, string thing, string realm) =>
        Of(state, thing) is { } value ? new(thing, () => value, Audience.Division(realm, thing)) : null;
}
