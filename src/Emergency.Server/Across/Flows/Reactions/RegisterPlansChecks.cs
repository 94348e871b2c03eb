using Emergency.Domain;
using Emergency.Domain.Entrusting;
using Emergency.Domain.People;
using Emergency.Domain.Rhythms;
using Emergency.Engine;
using Emergency.Server.Features.Entrusting;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Plans checks of a child whose care the register entrusts to somebody. Another term, another carer, or a child who leaves, is erased or
/// comes of age changes the plan. Changes by a file, and birthdays, are seen when the duty falls due.
/// </summary>
internal sealed class RegisterPlansChecks : IReaction
{
    public string Name => "register-plans-checks";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var (realm, community) = (happened.Entity.Realm, happened.Entity.Key);
        if (realm != Entities.Live)
            return [];
        return happened.Event switch
        {
            GuardianEntered e => Of(e.Guardian.Person),
            GuardianCorrected e => Of(e.Guardian.Person),
            GuardianEnded e => Of(e.Guardian.Person),
            PersonReturned e => Of(e.Person),
            PersonTaken e => Of(e.Person.Id),
            PersonLeft e => Of(e.Person),
            PersonRemoved e => Of(e.Person),
            PersonPassed e => Passed(e.Person.Id),
            PersonErased e => Of(e.Person),
            RoundCame { Duty: DutyRhythm.EntrustedPlan } e => Round(e, known),
            _ => [],
        };

        IEnumerable<Reacted> Of(PersonId id) => Plan(known, community, id, happened.Meta.At, 0);

        // Listed here until the other register has entered the child, and checked there from then on.
        IEnumerable<Reacted> Passed(PersonId id) =>
            known.Of<EntrustmentsKnown>().Find(community, id) is null
                ? []
                : [new(Entities.Entrustment(Entities.Live, community, id), new EndEntrustment(EntrustmentEnd.Left, happened.Meta.At), 0)];
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("entrusted care refuses no plan");

    private static IEnumerable<Reacted> Plan(Known known, string community, PersonId id, DateTimeOffset at, int ordinal)
    {
        var (person, day) = (known.Of<ResidentsKnown>().Persons.GetValueOrDefault(id), Shanghai.Day(at));
        var stands = known.Of<EntrustmentsKnown>().Find(community, id);
        var to = Entities.Entrustment(Entities.Live, community, id);
        if (person.Over(community, day) is { } over)
            return stands is null ? [] : [new(to, new EndEntrustment(over, at), ordinal)];
        if (person!.Entrusted(day) is { Contact: var carer })
            return
                stands is { Next: var next }
                && (stands.From, stands.To) == (carer.From, carer.To)
                && (next is not null || stands.Checked is not null)
                ? []
                : [new(to, new PlanEntrustment(id, community, carer.From, carer.To, at), ordinal)];
        // A child brought here by a sign of harm, without a written entrustment, is followed all the same.
        return stands is { From: not null } or { To: not null } ? [new(to, new EndEntrustment(EntrustmentEnd.NoCarer, at), ordinal)] : [];
    }

    // Corrects only deviations: in a register of thousands these are few.
    private static IEnumerable<Reacted> Round(RoundCame e, Known known)
    {
        var (residents, followed, day) = (known.Of<ResidentsKnown>(), known.Of<EntrustmentsKnown>().Of(e.Community), Shanghai.Day(e.At));
        var entrusted = residents.PersonsOf(e.Community).Where(person => person.Entrusted(day) is not null).Select(person => person.Id);
        foreach (var id in entrusted.Union(followed.Keys))
        foreach (var reacted in Plan(known, e.Community, id, e.At, OrdinalOf(id)))
            yield return reacted;
    }

    // The same for a child on every run, whichever other children are planned for meanwhile.
    private static int OrdinalOf(PersonId id) => BitConverter.ToInt32(id.Value.ToByteArray(), 0) & int.MaxValue;
}
