using Emergency.Domain;
using Emergency.Domain.TemporaryCare;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Opens a care case at the committee of a visit that found a person without care (民法典 34(4)); a report of harm with it is noted there.
/// </summary>
internal sealed class VisitsOpenCare : IReaction
{
    public string Name => "visits-open-care";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Event is not VisitMade e || !e.Follows.Contains(VisitFollow.Care))
            yield break;
        var realm = happened.Entity.Realm;
        var home = known.Of<ResidentsKnown>(realm).Persons.GetValueOrDefault(e.Person)?.Community;
        yield return new(
            Entities.Care(realm, Derived.Id<CareCaseId>(Derived.Id(e.Person.Value, happened.Name), 0)),
            new OpenCare(
                e.Person,
                e.Community,
                home == e.Community ? null : home,
                null,
                e.Follows.Contains(VisitFollow.Report),
                e.By,
                e.At
            ),
            0
        );
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("the person has a care case");
}
