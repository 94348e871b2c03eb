using Emergency.Domain;
using Emergency.Engine;
using Emergency.Engine.Actors;

namespace Emergency.Server.Infrastructure.Storage;

/// <summary>The pure rules of a noun, which the engine gets from its actor.</summary>
internal sealed class EntityKind<TActor, TState>(
    string kind,
    TState initial,
    Func<TState, Command, Decision> decide,
    Func<TState, Event, TState> evolve
) : IEntityKind
    where TActor : EntityActor
    where TState : notnull
{
    public string Kind => kind;
    public object Initial => initial;
    public Type Actor => typeof(TActor);
    public TimeSpan? RestsAfter { get; init; }
    public int SnapshotsFrom { get; init; } = IEntityKind.UsualSnapshots;

    public object Evolve(object state, object happened) => evolve((TState)state, (Event)happened);

    public Decided Decide(object state, object command) =>
        decide((TState)state, (Command)command) switch
        {
            Decision.Happened happened => new Decided.Events([.. happened.Events]),
            Decision.Idle => new Decided.Nothing(),
            Decision.Rejected rejected => new Decided.Refused(new Refusal(rejected.Rejection.Code.Text, rejected.Rejection.Arguments)),
            var other => throw new Unforeseen(other),
        };
}
