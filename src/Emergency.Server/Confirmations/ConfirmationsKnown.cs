using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Confirmations;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Confirmations;

/// <summary>One act that was asked for; its body stays sealed until somebody who may looks at it.</summary>
public sealed record ConfirmationKnown(ConfirmationId Id, Confirmation State)
{
    public AskedAct Act => State.Act!;
    public By AskedBy => State.AskedBy!;
    public bool Waits => State.Stage == ConfirmationStage.Waiting;
}

/// <summary>What was asked for and by whom; they lie in live, like accounts and registers.</summary>
public sealed record ConfirmationsKnown(ImmutableDictionary<ConfirmationId, ConfirmationKnown> All, ImmutableHashSet<ConfirmationId> Waiting, ImmutableHashSet<ConfirmationId> Confirmed)
{
    public static readonly ConfirmationsKnown None = new(ImmutableDictionary<ConfirmationId, ConfirmationKnown>.Empty, [], []);

    public ConfirmationKnown? Find(ConfirmationId id) => All.GetValueOrDefault(id);

    internal ConfirmationsKnown With(ConfirmationKnown one) => new(
        All.SetItem(one.Id, one),
        one.Waits ? Waiting.Add(one.Id) : Waiting.Remove(one.Id),
        one.State.Stage == ConfirmationStage.Confirmed ? Confirmed.Add(one.Id) : Confirmed.Remove(one.Id));
}

/// <summary>That something waits or was answered, without what it is: pages ask for their own list then.</summary>
public sealed record ConfirmationLight(AskedKind Kind, ConfirmationStage Stage);

/// <summary>Folds what was asked for; who watches the division whose people decide hears of it.</summary>
public sealed class ConfirmationsView : View<ConfirmationsKnown>
{
    private const string View = "confirmation";

    public override string Name => "confirmations";
    public override ConfirmationsKnown Empty => ConfirmationsKnown.None;

    protected override ConfirmationsKnown Fold(ConfirmationsKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is not ConfirmationEvent e) return state;
        var id = new ConfirmationId(Guid.Parse(happened.Entity.Key));
        var after = new ConfirmationKnown(id, Confirmation.Evolve(state.Find(id)?.State ?? Confirmation.None, e));
        changes.Division(happened.Entity.Realm, after.Act.Place, View, id.ToString(), Light(after));
        return state.With(after);
    }

    public override void Show(ConfirmationsKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        if (group.Kind != "division") return;
        foreach (var one in state.Waiting.Select(id => state.All[id]))
            if (one.Act.Place.StartsWith(group.Id, StringComparison.Ordinal)) changes.To(group, View, one.Id.ToString(), Light(one));
    }

    private static ConfirmationLight Light(ConfirmationKnown one) => new(one.Act.Kind, one.State.Stage);
}
