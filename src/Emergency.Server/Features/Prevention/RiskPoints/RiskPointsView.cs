using Emergency.Domain;
using Emergency.Domain.RiskPoints;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.RiskPoints;

/// <summary>Folds risk points. Ended ones leave memory.</summary>
internal sealed class RiskPointsView : View<RiskPointsKnown>
{
    public override string Name => "risks";
    protected override string FoldVersion => "2";
    public override RiskPointsKnown Empty => RiskPointsKnown.None;
    protected override IReadOnlyList<ILights<RiskPointsKnown>> Lights { get; } = [new RiskPointLights()];

    protected override RiskPointsKnown Fold(RiskPointsKnown state, Happened happened)
    {
        if (happened.Event is not RiskEvent e)
            return state;
        var id = new RiskPointId(Guid.Parse(happened.Entity.Key));
        var after = RiskPoint.Evolve(state.Find(id) ?? RiskPoint.None, e);
        return new(after.Stage == RiskStage.Kept ? state.All.SetItem(id, after) : state.All.Remove(id));
    }
}
