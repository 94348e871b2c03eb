using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Confirmations;

namespace Emergency.Server.Features.Confirmations;

/// <summary>A request; its body stays sealed until an authorised person looks at it.</summary>
internal sealed record ConfirmationKnown(ConfirmationId Id, Confirmation State)
{
    public AskedAct Act => State.Act!;
    public By AskedBy => State.AskedBy!;
    public bool Waits => State.Stage == ConfirmationStage.Waiting;
}

/// <summary>All requests and their askers; they lie in live, like accounts and registers.</summary>
internal sealed record ConfirmationsKnown(
    ImmutableDictionary<ConfirmationId, ConfirmationKnown> All,
    ImmutableHashSet<ConfirmationId> Waiting,
    ImmutableHashSet<ConfirmationId> Confirmed
)
{
    public static readonly ConfirmationsKnown None = new(ImmutableDictionary<ConfirmationId, ConfirmationKnown>.Empty, [], []);

    public ConfirmationKnown? Find(ConfirmationId id) => All.GetValueOrDefault(id);

    internal ConfirmationsKnown With(ConfirmationKnown one) =>
        new(
            All.SetItem(one.Id, one),
            one.Waits ? Waiting.Add(one.Id) : Waiting.Remove(one.Id),
            one.State.Stage == ConfirmationStage.Confirmed ? Confirmed.Add(one.Id) : Confirmed.Remove(one.Id)
        );
}
