using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.TemporaryCare;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.TemporaryCare;

/// <summary>Folds care cases, and the grants of the accounts they may concern.</summary>
internal sealed class CareView : View<CareKnown>
{
    public override string Name => "care";
    protected override string FoldVersion => "3";
    public override CareKnown Empty => CareKnown.None;
    protected override IReadOnlyList<ILights<CareKnown>> Lights { get; } = [new CareLights()];

    // A drill contains no real cases, but the same accounts.
    protected override CareKnown Fork(CareKnown state) => CareKnown.None with { Accounts = state.Accounts };

    protected override CareKnown Fold(CareKnown state, Happened happened)
    {
        return happened.Event switch
        {
            AccountAdded e => Granted(state, new(happened.Entity.Key), e.Grants),
            GrantsChanged e => Granted(state, new(happened.Entity.Key), e.Grants),
            AccountClosed => Granted(state, new(happened.Entity.Key), []),
            CareEvent e => Folded(state, happened, new(Guid.Parse(happened.Entity.Key)), e),
            _ => state,
        };
    }

    private static CareKnown Folded(CareKnown state, Happened happened, CareCaseId id, CareEvent e)
    {
        var before = state.Find(id);
        var after = e is CareOpened opened
            ? new CareCaseKnown(id, CareCase.Evolve(CareCase.None, opened), opened.By.Account, opened.At, happened.Position)
            : before! with
            {
                State = CareCase.Evolve(before.State, e),
                OfferedAt = e is CareOffered offered ? offered.At : before.OfferedAt,
                OtherTimeAt = e switch
                {
                    CareOffered => null,
                    OtherTimeAsked asked => asked.At,
                    _ => before.OtherTimeAt,
                },
                At = happened.Position,
            };
        return state with
        {
            All = state.All.SetItem(id, after),
            ByIncident =
                before is null && after.State.Incident is { } incident
                    ? state.ByIncident.SetItem(incident, state.ByIncident.GetValueOrDefault(incident, []).Add(id))
                    : state.ByIncident,
        };
    }

    private static CareKnown Granted(CareKnown state, AccountId account, ListOf<Grant> grants) =>
        state with
        {
            Accounts = grants.Count == 0 ? state.Accounts.Remove(account) : state.Accounts.SetItem(account, grants),
        };
}
