using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Rhythms;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Plans visits for a person who is entered, corrected, comes back or comes from another community, and ends them for one who leaves, dies
/// or is erased. Changes by a file are planned when the duty falls due, together with changes by season or birthday.
/// </summary>
internal sealed class RegisterPlansVisits : IReaction
{
    public string Name => "register-plans-visits";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var (realm, community) = (happened.Entity.Realm, happened.Entity.Key);
        if (realm != Entities.Live)
            return [];
        return happened.Event switch
        {
            PersonEntered e => Planned(e.Person.Id),
            PersonCorrected e => Planned(e.Person.Id),
            PersonReturned e => Planned(e.Person),
            PersonTaken e => Planned(e.Person.Id),
            PersonLeft e => Ended(e.Person, VisitEnd.Left),
            PersonRemoved e => Ended(e.Person, VisitEnd.Left),
            PersonPassed e => Ended(e.Person.Id, VisitEnd.Left),
            PersonsMerged e => Ended(e.Gone, VisitEnd.Left),
            PersonsUnmerged e => Planned(e.Gone.Id),
            PersonErased e => Ended(e.Person, VisitEnd.Erased),
            RoundCame { Duty: DutyRhythm.VisitsPlan } e => Round(e, known),
            _ => [],
        };

        IEnumerable<Reacted> Planned(PersonId id) =>
            known.Of<ResidentsKnown>(realm).Persons.GetValueOrDefault(id) is { } person && person.Community == community
                ? Plan(person, happened.Meta.At, soon: true, 0)
                : [];

        IEnumerable<Reacted> Ended(PersonId id, VisitEnd why) =>
            [new(Entities.Visits(realm, community, id), new EndVisits(why, happened.Meta.At), 0)];
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("visits refuse no plan");

    private static IEnumerable<Reacted> Plan(PersonKnown person, DateTimeOffset at, bool soon, int ordinal)
    {
        var to = Entities.Visits(Entities.Live, person.Community, person.Id);
        if (person.Plan(Shanghai.Day(at), soon) is { } plan)
            yield return new(to, new PlanVisits(person.Id, person.Community, plan.Every, plan.First, at), ordinal);
        else if (person is { Left: null, Erased: false })
            yield return new(to, new EndVisits(VisitEnd.ByClinic, at), ordinal);
    }

    // Corrects only deviations: in a register of thousands these are few.
    private static IEnumerable<Reacted> Round(RoundCame e, Known known)
    {
        var (residents, planned, today) = (known.Of<ResidentsKnown>(), known.Of<VisitsKnown>().Of(e.Community), Shanghai.Day(e.At));
        foreach (var person in residents.PersonsOf(e.Community))
            if ((person.Plan(today, soon: false)?.Every ?? 0) != planned.GetValueOrDefault(person.Id).Every)
                foreach (var reacted in Plan(person, e.At, soon: false, OrdinalOf(person.Id)))
                    yield return reacted;
        foreach (var id in planned.Keys)
            if (residents.Persons.GetValueOrDefault(id) is not { Left: null, Erased: false } person || person.Community != e.Community)
                yield return new(Entities.Visits(Entities.Live, e.Community, id), new EndVisits(VisitEnd.Left, e.At), OrdinalOf(id));
    }

    // The same for a person on every run, whichever other people are planned for meanwhile.
    private static int OrdinalOf(PersonId id) => BitConverter.ToInt32(id.Value.ToByteArray(), 0) & int.MaxValue;
}
