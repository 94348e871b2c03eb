using Emergency.Domain;
using Emergency.Domain.Entrusting;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Plans a check of the care after a visit that found a child's carer strained or failing; signs of harm also call for the report (未保法 11).
/// </summary>
internal sealed class VisitsAskChecks : IReaction
{
    public string Name => "visits-ask-checks";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Event is not VisitMade e || happened.Entity.Realm != Entities.Live)
            yield break;
        var harm = e.Follows.Contains(VisitFollow.Report);
        if (!harm && !e.Follows.Contains(VisitFollow.Check))
            yield break;
        var person = known.Of<ResidentsKnown>().Persons.GetValueOrDefault(e.Person);
        if (person is not { Left: null, Erased: false } || person.Community != e.Community || !person.IsMinor(Shanghai.Day(e.At)))
            yield break;
        yield return new(
            Entities.Entrustment(Entities.Live, e.Community, e.Person),
            new AskCheck(e.Person, e.Community, Derived.Id(e.Person.Value, happened.Name).ToString(), harm, e.By, e.At),
            0
        );
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("a check is asked for of anybody");
}
