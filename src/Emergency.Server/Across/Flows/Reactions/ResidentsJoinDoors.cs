using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.People;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.People;
using Emergency.Server.Features.People.Gazetteer;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Adds people recorded while an incident runs to its doors, if they live inside its area: they are counted and looked for like everybody
/// else.
/// </summary>
internal sealed class ResidentsJoinDoors : IReaction
{
    public string Name => "residents-join-doors";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var (realm, community) = (happened.Entity.Realm, happened.Entity.Key);
        var (who, home) = (Who(happened.Event), Home(happened.Event));
        if (who is null && home is null)
            yield break;
        var residents = known.Of<ResidentsKnown>(realm);
        foreach (var incident in known.Of<IncidentsKnown>(realm).Running.OrderBy(incident => incident.OpenedAt))
        {
            if (incident.State.Impact is not { } impact || !impact.Communities.Contains(community, StringComparer.Ordinal))
                continue;
            var join = happened.Event switch
            {
                _ when who is { } id
                        && residents.Persons.GetValueOrDefault(id) is { Left: null } person
                        && person.Community == community
                        && impact.Area.Holds(person.Place, residents.Whereabouts(person)) => new JoinDoors(
                    incident.Id,
                    community,
                    [new(person.Id, person.Household)],
                    [],
                    happened.Meta.At
                ),
                _ when home is { } door
                        && residents.Households.GetValueOrDefault(door) is { Into: null } household
                        && impact.Area.Holds(household.Place, residents.Whereabouts(household)) => new JoinDoors(
                    incident.Id,
                    community,
                    [],
                    [new(household.Id, household.Members)],
                    happened.Meta.At
                ),
                _ => null,
            };
            // Numbered by the incident, so that one which ends before a second run does not shift the others.
            if (join is not null)
                yield return new(Entities.Doors(realm, incident.Id, community), join, unchecked((int)incident.OpenedAt.Value));
        }
    }

    private static PersonId? Who(object told) =>
        told switch
        {
            PersonRecorded e => e.Person.Id,
            PersonEntered e => e.Person.Id,
            PersonCorrected e => e.Person.Id,
            PersonReturned e => e.Person,
            PersonTaken e => e.Person.Id,
            PersonsUnmerged e => e.Gone.Id,
            _ => null,
        };

    // Members of a household newly formed while an incident runs are counted with the household from which they came.
    private static HouseholdId? Home(object told) =>
        told switch
        {
            HouseholdRecorded e => e.Household.Id,
            HouseholdEntered e => e.Household.Id,
            _ => null,
        };

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("the doors are not counted yet, and whoever counts them finds this one; or the check has ended");
}
