using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.TemporaryCare;
using Emergency.Engine;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Opens a care case for a minor, or a person without capacity, found with nobody to care for them: at the committee where they are (民法典
/// 34(4)), and the committee of their domicile is informed.
/// </summary>
internal sealed class DoorsOpenCare : IReaction
{
    private const int Open = 0,
        Anew = 1_000_000;

    public string Name => "doors-open-care";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var found = happened.Event switch
        {
            PersonChecked { State: DoorState.NobodyCaring } e => (
                e.Incident,
                e.Community,
                Persons: (IReadOnlyList<PersonId>)[e.Person],
                e.By,
                e.At
            ),
            DoorDisputed { State: DoorState.NobodyCaring, Person: { } person } e => (
                e.Incident,
                e.Community,
                Persons: [person],
                e.By,
                e.At
            ),
            HouseholdChecked { State: DoorState.NobodyCaring } e => (e.Incident, e.Community, Persons: e.WithPersons, e.By, e.At),
            _ => default,
        };
        if (found.Persons is null)
            yield break;
        var (realm, residents, today) = (happened.Entity.Realm, known.Of<ResidentsKnown>(happened.Entity.Realm), Shanghai.Day(found.At));
        for (var i = 0; i < found.Persons.Count; i++)
        {
            if (residents.Persons.GetValueOrDefault(found.Persons[i]) is not { } person || !(person.IsMinor(today) || person.IsUnguarded))
                continue;
            // A single case for a person in an incident, however often the door is marked.
            yield return new(
                Entities.Care(realm, Derived.Id<CareCaseId>(Derived.Id(person.Id.Value, found.Incident.ToString()), 0)),
                new OpenCare(
                    person.Id,
                    found.Community,
                    person.Community == found.Community ? null : person.Community,
                    found.Incident,
                    false,
                    found.By,
                    found.At
                ),
                Open + i
            );
        }
    }

    /// <summary>Opens a new case where the first has ended and again nobody is there.</summary>
    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem)
    {
        return problem.Code == CareCase.Over.Text && reacted.Ordinal < Anew
            ? Otherwise.Send(
                reacted with
                {
                    To = Entities.Care(
                        happened.Entity.Realm,
                        Derived.Id<CareCaseId>(Derived.Id(Guid.Parse(reacted.To.Key), happened.Name), reacted.Ordinal)
                    ),
                    Ordinal = reacted.Ordinal + Anew,
                }
            )
            : Otherwise.Done("the person has a care case");
    }
}
