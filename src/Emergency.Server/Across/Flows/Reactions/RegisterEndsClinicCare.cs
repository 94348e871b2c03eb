using Emergency.Domain;
using Emergency.Domain.Clinics;
using Emergency.Domain.People;
using Emergency.Engine;
using Emergency.Server.Features.Clinics;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Ends a clinic's care for a person who leaves, dies, is merged into another or erased. If the person goes to another community, the day
/// of the clinic's next visit goes along: today, if that day is past.
/// </summary>
internal sealed class RegisterEndsClinicCare : IReaction
{
    public string Name => "register-ends-clinic-care";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var (realm, community) = (happened.Entity.Realm, happened.Entity.Key);
        PersonId? gone =
            realm != Entities.Live
                ? null
                : happened.Event switch
                {
                    PersonLeft e => e.Person,
                    PersonRemoved e => e.Person,
                    PersonPassed e => e.Person.Id,
                    PersonsMerged e => e.Gone,
                    PersonErased e => e.Person,
                    _ => null,
                };
        if (gone is not { } person || known.Of<ClinicsKnown>().Find(community, person) is not { } patient)
            yield break;
        // Sent before the care ends here: after an interruption between the two, both are done again.
        if (happened.Event is PersonPassed passed && patient.State.Next is { } next)
        {
            var today = Shanghai.Day(passed.At);
            yield return new(
                Entities.Clinic(realm, passed.To, person),
                new DateClinicVisit(person, passed.To, next > today ? next : today, passed.By, passed.At),
                1
            );
        }
        yield return new(Entities.Clinic(realm, community, person), new EndClinicCare(happened.Meta.At), 0);
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("nothing refuses this");
}
