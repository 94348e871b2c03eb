using Emergency.Engine;

namespace Emergency.Server.Infrastructure.Views;

/// <summary>
/// Broadcasts registers that have one value per division, permanently, to the division and those above it. The entity's key is the
/// division's code.
/// </summary>
internal abstract class DivisionLights<TState> : LightsOf<TState, string>
    where TState : class
{
    /// <summary>
    /// The divisions within <paramref name="division"/> that have a register, or all below it where registers are not looked up.
    /// </summary>
    protected abstract IEnumerable<string> Within(TState state, string division);

    /// <summary>The value of a division; null where it has none.</summary>
    protected abstract object? Of(TState state, string division);

    protected override IEnumerable<string> Touched(TState before, TState after, Happened happened) => [happened.Entity.Key];

    protected override IEnumerable<string> Near(TState state, string realm, Group group) =>
        group.Kind == "division" ? Within(state, group.Id) : [];

    protected sealed override Light? Of(TState state, string thing, string realm) =>
        Of(state, thing) is { } value ? new(thing, () => value, Audience.Division(realm, thing)) : null;
}
