using Emergency.Domain;
using Emergency.Domain.Entrusting;
using Emergency.Domain.Protection;
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
/// Opens a case for suspected harm of a child, so that somebody follows it: after a report (未保法 11), signs that a visitor saw, or a care
/// case that states it. If the child has an open case, it is noted there.
/// </summary>
internal sealed class HarmOpensProtection : IReaction
{
    public string Name => "harm-opens-protection";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Entity.Realm != Entities.Live)
            yield break;
        var found = happened.Event switch
        {
            HarmReported e => (e.Person, e.Community, Source: ProtectionSource.Report, e.By, e.At),
            VisitMade e when e.Follows.Contains(VisitFollow.Report) => (e.Person, e.Community, Source: ProtectionSource.Visit, e.By, e.At),
            CareOpened { HarmSuspected: true } e => (e.Person, e.Community, Source: ProtectionSource.Care, e.By, e.At),
            _ => default,
        };
        if (found.By is null)
            yield break;
        var person = known.Of<ResidentsKnown>().Persons.GetValueOrDefault(found.Person);
        if (person is not { Erased: false } || !person.IsMinor(Shanghai.Day(found.At)))
            yield break;
        yield return new(
            Entities.Protection(Entities.Live, found.Person),
            new OpenProtection(
                found.Person,
                found.Community,
                found.Source,
                Derived.Id(found.Person.Value, happened.Name).ToString(),
                null,
                ProtectionTable.BuiltIn.SignDays,
                found.By,
                found.At
            ),
            0
        );
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("who was erased has no case");
}
