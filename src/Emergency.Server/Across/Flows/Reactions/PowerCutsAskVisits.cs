using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Plans visits after a power failure in a community to everybody whose devices need power, or only in the grid that the incident names.
/// Once the power is back, or if there was no cut, visits not made yet are withdrawn.
/// </summary>
internal sealed class PowerCutsAskVisits : IReaction
{
    public string Name => "power-cuts-ask-visits";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Entity.Realm != Entities.Live)
            return [];
        if (happened.Event is SceneEnded or IncidentWithdrawn)
            return Withdrawn(happened, known);
        if (happened.Event is not IncidentOpened { Category: Category.Power, Community: { } community } e)
            return [];
        var visits = known.Of<VisitsKnown>();
        return PowerCuts
            .Meant(known.Of<ResidentsKnown>(), community, e.Grid, null, Shanghai.Day(e.At))
            .Where(one => !PowerCuts.IsAsked(visits.Find(community, one.Person.Id), e.At))
            .Select(one => new Reacted(
                Entities.Visits(Entities.Live, community, one.Person.Id),
                PowerCuts.Ask(one.Person, one.Plan, happened.Entity.Key, null, null, e.At),
                ExtraVisits.Ordinal(one.Person.Id)
            ));
    }

    private static IEnumerable<Reacted> Withdrawn(Happened happened, Known known)
    {
        var (visits, causes) = (known.Of<VisitsKnown>(), new HashSet<string>(StringComparer.Ordinal) { happened.Entity.Key });
        return known
            .Of<ResidentsKnown>()
            .Registers.Keys.Order(StringComparer.Ordinal)
            .SelectMany(community => ExtraVisits.Withdraw(visits, community, causes, happened.Meta.At));
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("visits of who has left meanwhile have ended");
}
