using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Cases;

/// <summary>Folds waiting cases, and the divisions that have a desk.</summary>
internal sealed class CasesView(Settings settings) : View<CasesKnown>
{
    public const string Case = "case";

    public override string Name => "cases";
    public override CasesKnown Empty => CasesKnown.None;
    protected override IReadOnlyList<ILights<CasesKnown>> Lights { get; } = [new CaseLights()];
    protected override string FoldVersion => $"1 {settings.Homes}";

    // A drill contains no real cases, but the same desks.
    protected override CasesKnown Fork(CasesKnown state) => CasesKnown.None with { Desks = state.Desks };

    protected override CasesKnown Fold(CasesKnown state, Happened happened)
    {
        state = Kept(state, happened);
        return happened.Event switch
        {
            CaseReceived { Waits: true } e => With(
                state,
                Placed(new(e.Incident, e.Facts, happened.Position, []) { Told = [new(e.Facts, e.Report, e.At)] }, state.Desks)
            ),
            CaseUpdated { Waits: true } e when state.Find(e.Incident) is { } before => With(
                state,
                Placed(before with { Facts = e.Facts, Told = before.Told.Add(new(e.Facts, e.Report, e.At)) }, state.Desks)
            ),
            CaseUpdated => state,
            CaseCallersErased e => state.Find(e.Incident) is { } before
                ? With(
                    state,
                    before with
                    {
                        Facts = before.Facts with { Caller = null },
                        Told = [.. before.Told.Select(one => one with { Facts = one.Facts with { Caller = null } })],
                    }
                )
                : state,
            CaseReceived or CasePromoted or CaseCancelled => state with
            {
                Waiting = state.Waiting.Remove(((CaseEvent)happened.Event).Incident),
            },
            CaseEvent e => throw new Unforeseen(e),
            _ => state,
        };
    }

    private CasesKnown Kept(CasesKnown state, Happened happened)
    {
        var desks = state.Desks.After(happened.Entity.Key, happened.Event);
        if (ReferenceEquals(desks, state.Desks))
            return state;
        var next = state with { Desks = desks };
        if (!desks.SaysOtherThan(state.Desks))
            return next;
        foreach (var before in state.Waiting.Values)
            if (Placed(before, desks) is var after && after != before)
                next = With(next, after);
        return next;
    }

    private CaseKnown Placed(CaseKnown one, Desks desks) =>
        one with
        {
            Instead = desks.Instead(one.Home, desks.HomeOf(one.Facts.Key.Over, settings)),
        };

    private static CasesKnown With(CasesKnown state, CaseKnown now) => state with { Waiting = state.Waiting.SetItem(now.Id, now) };
}
