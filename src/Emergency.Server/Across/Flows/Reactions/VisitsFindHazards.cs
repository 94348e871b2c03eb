using Emergency.Domain.Hazards;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Records a danger seen on a visit as a hazard found by the visitor, in the building of the door, without naming its residents.
/// </summary>
internal sealed class VisitsFindHazards : IReaction
{
    public string Name => "visits-find-hazards";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Event is not VisitMade { Hazard: { } seen } e || happened.Entity.Realm != Entities.Live)
            yield break;
        var person = known.Of<ResidentsKnown>().Persons.GetValueOrDefault(e.Person);
        var (grid, building) = person?.Community == e.Community ? (person.Grid, person.Listed.Building) : ("", null);
        var facts = new HazardFacts("other", HazardLevel.General, false, grid.Length == 0 ? null : grid, building, null, seen.Text);
        yield return new(Entities.Hazard(seen.Id), new FindHazard(e.Community, facts, HazardGuard.None, e.SeenAt, e.By, e.At), 0);
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("a hazard is found once");
}
